# itertools: the iterators are generators whose objects get the class they belong to.
#
# Natives (itertools.rs) check arguments and have called iter() already. `for x in it: break` takes
# one item of an iterator; its `else` part is the end. A StopIteration from a callable ends the
# iteration, as it does in C.

NOTHING = object()


def count_from(n, step):
    # The next number stands in `n` while the generator sleeps: repr() reads it.
    while True:
        x = n
        n = n + step
        yield x


def count_ints(n):
    while True:
        x = n
        n += 1
        yield x


def repeat_forever(item):
    while True:
        yield item


def repeat_times(item, times):
    while times > 0:
        times -= 1
        yield item


def cycle_items(it):
    saved = []
    for x in it:
        __intrinsic_list_append__(saved, x)
        yield x
    if not saved:
        return
    while True:
        for x in saved:
            yield x


def accumulate_sums(it):
    for total in it:
        break
    else:
        return
    yield total
    for x in it:
        total = total + x
        yield total


def accumulate_by(it, f):
    for total in it:
        break
    else:
        return
    yield total
    for x in it:
        try:
            total = f(total, x)
        except StopIteration:
            return
        yield total


def accumulate_from(it, f, total):
    yield total
    for x in it:
        if f is None:
            total = total + x
        else:
            try:
                total = f(total, x)
            except StopIteration:
                return
        yield total


def batched_items(it, n):
    batch = []
    for x in it:
        __intrinsic_list_append__(batch, x)
        if len(batch) == n:
            yield __intrinsic_list_to_tuple__(batch)
            batch = []
    if batch:
        yield __intrinsic_list_to_tuple__(batch)


def chain_items(its):
    for it in its:
        for x in it:
            yield x


def compress_items(data, selectors):
    for x in data:
        for keep in selectors:
            break
        else:
            return
        if keep:
            yield x


def dropwhile_items(f, it):
    for x in it:
        try:
            drop = f(x)
        except StopIteration:
            return
        if not drop:
            yield x
            break
    for x in it:
        yield x


def takewhile_items(f, it):
    for x in it:
        try:
            keep = f(x)
        except StopIteration:
            return
        if not keep:
            return
        yield x


def filterfalse_items(f, it):
    for x in it:
        try:
            skip = f(x)
        except StopIteration:
            return
        if not skip:
            yield x


def filterfalse_false(it):
    for x in it:
        if not x:
            yield x


def groupby_items(it, key):
    # state: key of the item that was read last, that item, number of the live group
    state = [NOTHING, None, 0]
    target = NOTHING
    while True:
        state[2] += 1
        while state[0] is target or state[0] == target:
            for x in it:
                break
            else:
                return
            state[1] = x
            if key is None:
                state[0] = x
            else:
                try:
                    state[0] = key(x)
                except StopIteration:
                    return
        target = state[0]
        yield target, group_items(state, state[2], it, key, target)


def group_items(state, turn, it, key, target):
    while state[2] == turn:
        yield state[1]
        if state[2] != turn:
            return
        for x in it:
            break
        else:
            return
        state[1] = x
        if key is None:
            k = x
        else:
            try:
                k = key(x)
            except StopIteration:
                return
        state[0] = k
        if not (k is target or k == target):
            return


def islice_first(it, n):
    if n > 0:
        for x in it:
            yield x
            n -= 1
            if n == 0:
                return


def islice_items(it, at, stop, step):
    n = 0
    while True:
        while n < at:
            for x in it:
                break
            else:
                return
            n += 1
        if stop is not None and n >= stop:
            return
        for x in it:
            break
        else:
            return
        n += 1
        at += step
        if stop is not None and at > stop:
            at = stop
        yield x


def pairwise_items(it):
    for a in it:
        break
    else:
        return
    for b in it:
        yield a, b
        a = b


def starmap_items(f, it):
    for args in it:
        if type(args) is not tuple:
            args = tuple(args)
        try:
            y = f(*args)
        except StopIteration:
            return
        yield y


def tee_of(it, n):
    # A shared chain of [item, next link]; an iterator holds the link it gave last.
    link = [None, None]
    return __intrinsic_list_to_tuple__([tee_items(it, link) for _ in range(n)])


def tee_items(it, link):
    while True:
        following = link[1]
        if following is None:
            for x in it:
                break
            else:
                return
            following = link[1]
            if following is None:
                following = link[1] = [x, None]
        link = following
        yield link[0]


def zip_longest_items(its, fill):
    n = len(its)
    left = n
    while left:
        row = []
        for i in range(n):
            it = its[i]
            x = fill
            if it is not None:
                for x in it:
                    break
                else:
                    x = fill
                    its[i] = None
                    left -= 1
                    if not left:
                        return
            __intrinsic_list_append__(row, x)
        yield __intrinsic_list_to_tuple__(row)


# --- iterables that only Python can walk, made into lists for the combinatoric classes ---


def product_of(cls, iterables, repeat):
    return cls(*[[x for x in it] for it in iterables], repeat=repeat)


def combinatoric_of(cls, iterable, r):
    return cls([x for x in iterable], r)
