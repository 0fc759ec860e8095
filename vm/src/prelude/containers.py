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
    # Sorts positions by the keys there: runs, binary insertion, powersort merges (see sort.rs).
    if n < 2:
        return
    least = n
    odd = 0
    while least >= 64:
        odd |= least & 1
        least >>= 1
    least += odd
    runs = []
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
                merge_top(keys, order, runs)
            start, before, _ = runs[-1]
            runs[-1] = (start, before, power)
        runs.append((at, length, 0))
        at += length
    while len(runs) > 1:
        merge_top(keys, order, runs)


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


def merge_top(keys, order, runs):
    right, right_length, _ = runs.pop()
    start, length, power = runs[-1]
    buffer = order[start:right]
    i = 0
    j = right
    end = right + right_length
    out = start
    try:
        while i < length and j < end:
            if keys[order[j]] < keys[buffer[i]]:
                order[out] = order[j]
                j += 1
            else:
                order[out] = buffer[i]
                i += 1
            out += 1
    finally:
        # Also after an exception: nothing may be lost.
        order[out : out + length - i] = buffer[i:]
    runs[-1] = (start, length + right_length, power)
