# Containers over Python iterators and Python callables.
#
# These run in place of the native method that asked for them. Only what an iterator, a key function
# or a comparison written in Python makes necessary is here; the native halves are in
# builtins/{list,tuple,dict,set,sort,iterators}.rs.


def list_of(it):
    return [x for x in it]


def list_extend(this, it):
    for x in it:
        __intrinsic_list_append__(this, x)


def tuple_of(cls, it):
    return __intrinsic_construct__(cls, [x for x in it])


def set_of(it):
    return {x for x in it}


def frozenset_of(cls, it):
    return __intrinsic_construct__(cls, [x for x in it])


def set_update(this, it):
    for x in it:
        __intrinsic_set_add__(this, x)


def set_method(method, this, others):
    # Set algebra works on the items of its arguments: run their iterators here, natively after that.
    return method(
        this, *[o if __intrinsic_iterates_natively__(o) else [x for x in o] for o in others]
    )


# --- dict ---


def dict_update_pairs(this, it, keywords, result):
    n = 0
    for pair in it:
        __intrinsic_dict_add_pair__(this, pair, n)
        n += 1
    if keywords is not None:
        for k in keywords:
            __intrinsic_dict_set__(this, k, keywords[k])
    return result


def dict_update_mapping(this, mapping, keywords, result):
    for k in mapping.keys():
        __intrinsic_dict_set__(this, k, mapping[k])
    if keywords is not None:
        for k in keywords:
            __intrinsic_dict_set__(this, k, keywords[k])
    return result


def dict_fromkeys(cls, it, value):
    this = cls()
    for k in it:
        this[k] = value
    return this


# --- iterators ---


def enumerate_items(it, n):
    for x in it:
        yield n, x
        n += 1


def call_until(f, sentinel):
    # As in C: a StopIteration from the callable ends the iteration too.
    while True:
        try:
            x = f()
        except StopIteration:
            return
        if sentinel is x or sentinel == x:
            return
        yield x


# --- sorting ---


def sorted_of(it, key, reverse):
    items = [x for x in it]
    items.sort(key=key, reverse=reverse)
    return items


def sort_plain(target, items, reverse, result):
    sort_with(target, items, items, reverse)
    return result


def sort_by_keys(target, items, keys, reverse, result):
    sort_with(target, items, keys, reverse)
    return result


def sort_by_key(target, items, key, reverse, result):
    done = False
    try:
        keys = [key(x) for x in items]
        done = True
    finally:
        if not done:
            __intrinsic_finish_sort__(target, items, None, False)
    done = False
    try:
        native = __intrinsic_sort_if_native__(items, keys, reverse)
        done = True
    finally:
        if not done:
            __intrinsic_finish_sort__(target, items, None, False)
    if native:
        __intrinsic_finish_sort__(target, items, None, True)
    else:
        sort_with(target, items, keys, reverse)
    return result


def sort_with(target, items, keys, reverse):
    n = len(items)
    order = [i for i in range(n)]
    if reverse:
        order.reverse()
    done = False
    try:
        sort_order(keys, order, n)
        done = True
    finally:
        if reverse:
            order.reverse()
        __intrinsic_finish_sort__(target, items, order, done)


def sort_order(keys, order, n):
    # Sorts positions by the keys there, comparison for comparison as sort/merge.rs does.
    if n < 2:
        return
    least = n
    odd = 0
    while least >= 64:
        odd |= least & 1
        least >>= 1
    least += odd
    runs = []
    eager = 7
    at = 0
    while at < n:
        length = count_run(keys, order, at, n)
        if length < least:
            forced = min(least, n - at)
            insert_sorted(keys, order, at, at + length, at + forced)
            length = forced
        if runs:
            start, before, _ = runs[-1]
            power = boundary_power(start, before, length, n)
            while len(runs) > 1 and runs[-2][2] > power:
                eager = merge_at(keys, order, runs, len(runs) - 2, eager)
            start, before, _ = runs[-1]
            runs[-1] = (start, before, power)
        runs.append((at, length, 0))
        at += length
    while len(runs) > 1:
        i = len(runs) - 2
        if i > 0 and runs[i - 1][1] < runs[i + 1][1]:
            i -= 1
        eager = merge_at(keys, order, runs, i, eager)


def count_run(keys, order, at, n):
    if at + 1 == n:
        return 1
    end = at + 2
    if keys[order[at + 1]] < keys[order[at]]:
        while end < n and keys[order[end]] < keys[order[end - 1]]:
            end += 1
        run = order[at:end]
        run.reverse()
        order[at:end] = run
    else:
        while end < n:
            if keys[order[end]] < keys[order[end - 1]]:
                break
            end += 1
    return end - at


def insert_sorted(keys, order, at, sorted_end, end):
    for i in range(sorted_end, end):
        moved = order[i]
        pivot = keys[moved]
        low = at
        high = i
        while low < high:
            mid = low + ((high - low) >> 1)
            if pivot < keys[order[mid]]:
                high = mid
            else:
                low = mid + 1
        order[low + 1 : i + 1] = order[low:i]
        order[low] = moved


def boundary_power(start, length, following, n):
    a = 2 * start + length
    b = a + length + following
    power = 0
    while True:
        power += 1
        if a >= n:
            a -= n
            b -= n
        elif b >= n:
            return power
        a *= 2
        b *= 2


def merge_at(keys, order, runs, i, eager):
    # Merges run i with the next. How many wins in a row make a merge gallop goes in and out.
    middle, length, _ = runs.pop(i + 1)
    start, before, power = runs[i]
    runs[i] = (start, before + length, power)
    start = gallop_right(keys, keys[order[middle]], order, start, middle, start)
    if start == middle:
        return eager
    end = middle + length
    end = gallop_left(keys, keys[order[middle - 1]], order, middle, end, end - 1)
    if end == middle:
        return eager
    if middle - start <= end - middle:
        return merge_low(keys, order, start, middle, end, eager)
    return merge_high(keys, order, start, middle, end, eager)


def gallop_left(keys, key, places, start, end, hint):
    near = 0
    far = 1
    if keys[places[hint]] < key:
        most = end - hint
        while far < most and keys[places[hint + far]] < key:
            near = far
            far = 2 * far + 1
        low = hint + near + 1
        high = hint + (far if far < most else most)
    else:
        most = hint - start + 1
        while far < most:
            if keys[places[hint - far]] < key:
                break
            near = far
            far = 2 * far + 1
        low = hint + 1 - (far if far < most else most)
        high = hint - near
    while low < high:
        mid = low + ((high - low) >> 1)
        if keys[places[mid]] < key:
            low = mid + 1
        else:
            high = mid
    return high


def gallop_right(keys, key, places, start, end, hint):
    near = 0
    far = 1
    if key < keys[places[hint]]:
        most = hint - start + 1
        while far < most and key < keys[places[hint - far]]:
            near = far
            far = 2 * far + 1
        low = hint + 1 - (far if far < most else most)
        high = hint - near
    else:
        most = end - hint
        while far < most:
            if key < keys[places[hint + far]]:
                break
            near = far
            far = 2 * far + 1
        low = hint + near + 1
        high = hint + (far if far < most else most)
    while low < high:
        mid = low + ((high - low) >> 1)
        if key < keys[places[mid]]:
            high = mid
        else:
            low = mid + 1
    return high


def merge_low(keys, order, start, middle, end, eager):
    aside = order[start:middle]
    n = middle - start
    a = 0
    b = middle
    out = start
    try:
        order[out] = order[b]
        out += 1
        b += 1
        if b == end or n == 1:
            return eager
        while True:
            lefts = 0
            rights = 0
            while lefts < eager and rights < eager:
                if keys[order[b]] < keys[aside[a]]:
                    order[out] = order[b]
                    out += 1
                    b += 1
                    rights += 1
                    lefts = 0
                    if b == end:
                        return eager
                else:
                    order[out] = aside[a]
                    out += 1
                    a += 1
                    lefts += 1
                    rights = 0
                    if a + 1 == n:
                        return eager
            wins = eager + 1
            while True:
                if wins > 1:
                    wins -= 1
                eager = wins
                at = gallop_right(keys, keys[order[b]], aside, a, n, a)
                lefts = at - a
                if lefts:
                    order[out : out + lefts] = aside[a:at]
                    out += lefts
                    a = at
                    if a + 1 >= n:
                        return eager
                order[out] = order[b]
                out += 1
                b += 1
                if b == end:
                    return eager
                at = gallop_left(keys, keys[aside[a]], order, b, end, b)
                rights = at - b
                if rights:
                    order[out : out + rights] = order[b:at]
                    out += rights
                    b = at
                    if b == end:
                        return eager
                order[out] = aside[a]
                out += 1
                a += 1
                if a + 1 == n:
                    return eager
                if lefts < 7 and rights < 7:
                    break
            eager = wins + 1
    finally:
        # Also after an exception: nothing may be lost. The last item on the left comes last.
        if a + 1 == n:
            last = aside[a]
            order[out : out + end - b] = order[b:end]
            order[end - 1] = last
        else:
            order[out:b] = aside[a:]


def merge_high(keys, order, start, middle, end, eager):
    aside = order[middle:end]
    a = middle
    b = end - middle
    out = end
    try:
        out -= 1
        a -= 1
        order[out] = order[a]
        if a == start or b == 1:
            return eager
        while True:
            lefts = 0
            rights = 0
            while lefts < eager and rights < eager:
                if keys[aside[b - 1]] < keys[order[a - 1]]:
                    out -= 1
                    a -= 1
                    order[out] = order[a]
                    lefts += 1
                    rights = 0
                    if a == start:
                        return eager
                else:
                    out -= 1
                    b -= 1
                    order[out] = aside[b]
                    rights += 1
                    lefts = 0
                    if b == 1:
                        return eager
            wins = eager + 1
            while True:
                if wins > 1:
                    wins -= 1
                eager = wins
                at = gallop_right(keys, keys[aside[b - 1]], order, start, a, a - 1)
                lefts = a - at
                if lefts:
                    order[out - lefts : out] = order[at:a]
                    out -= lefts
                    a = at
                    if a == start:
                        return eager
                out -= 1
                b -= 1
                order[out] = aside[b]
                if b == 1:
                    return eager
                at = gallop_left(keys, keys[order[a - 1]], aside, 0, b, b - 1)
                rights = b - at
                if rights:
                    order[out - rights : out] = aside[at:b]
                    out -= rights
                    b = at
                    if b <= 1:
                        return eager
                out -= 1
                a -= 1
                order[out] = order[a]
                if a == start:
                    return eager
                if lefts < 7 and rights < 7:
                    break
            eager = wins + 1
    finally:
        # As above; the first item on the right comes first.
        if b == 1:
            order[out - (a - start) : out] = order[start:a]
            order[start] = aside[0]
        else:
            order[out - b : out] = aside[:b]
