# Built-in functions over Python iterators and Python callables.
#
# The natives in builtins/reduce.rs and builtins/functions.rs hand over to these as soon as Python
# code would have to run under them. `*_of` start on an iterable, `*_from` go on with an iterator
# from which item `x` has been taken.


END = object()


def len_of(f, this):
    n = f(this)
    if not __intrinsic_is_exact_int__(n):
        if not hasattr(type(n), "__index__"):
            __intrinsic_type_error__(
                f"'{__intrinsic_type_name__(n)}' object cannot be interpreted as an integer"
            )
        n = n.__index__()
    if n < 0:
        __intrinsic_value_error__("__len__() should return >= 0")
    if n > 9223372036854775807:
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return n


def next_or(f, default):
    try:
        return f()
    except StopIteration:
        return default


# --- sum ---


def sum_of(iterable, total):
    if __intrinsic_is_exact_int__(total):
        return sum_ints(iter(iterable), total)
    if __intrinsic_is_exact_float__(total):
        return sum_floats(iter(iterable), total)
    for x in iterable:
        total = total + x
    return total


def sum_from(it, total, x):
    total = total + x
    if __intrinsic_is_exact_float__(total):
        return sum_floats(it, total)
    for x in it:
        total = total + x
    return total


def sum_ints(it, total):
    for x in it:
        if __intrinsic_is_exact_int__(x):
            total += x
        elif x is True:
            total += 1
        elif x is not False:
            return sum_from(it, total, x)
    return total


def sum_floats(it, total):
    c = 0.0
    for x in it:
        if __intrinsic_is_exact_float__(x):
            t = total + x
            c = __intrinsic_fsum_step__(c, total, x, t)
            total = t
        elif isinstance(x, int):
            total += x
        else:
            if c and c - c == 0.0:
                total += c
            total = total + x
            break
    else:
        if c and c - c == 0.0:
            total += c
        return total
    for x in it:
        total = total + x
    return total


# --- any, all ---


def any_of(iterable):
    for x in iterable:
        if x:
            return True
    return False


def any_from(it, x):
    if x:
        return True
    for x in it:
        if x:
            return True
    return False


def all_of(iterable):
    for x in iterable:
        if not x:
            return False
    return True


def all_from(it, x):
    if not x:
        return False
    for x in it:
        if not x:
            return False
    return True


# --- min, max ---


def min_of(iterable, has_default, default):
    it = iter(iterable)
    for best in it:
        for x in it:
            if x < best:
                best = x
        return best
    if has_default:
        return default
    __intrinsic_value_error__("min() iterable argument is empty")


def min_from(it, best, x):
    if x < best:
        best = x
    for x in it:
        if x < best:
            best = x
    return best


def min_by(iterable, key, has_default, default):
    it = iter(iterable)
    for best in it:
        least = key(best)
        for x in it:
            k = key(x)
            if k < least:
                best = x
                least = k
        return best
    if has_default:
        return default
    __intrinsic_value_error__("min() iterable argument is empty")


def max_of(iterable, has_default, default):
    it = iter(iterable)
    for best in it:
        for x in it:
            if x > best:
                best = x
        return best
    if has_default:
        return default
    __intrinsic_value_error__("max() iterable argument is empty")


def max_from(it, best, x):
    if x > best:
        best = x
    for x in it:
        if x > best:
            best = x
    return best


def max_by(iterable, key, has_default, default):
    it = iter(iterable)
    for best in it:
        most = key(best)
        for x in it:
            k = key(x)
            if k > most:
                best = x
                most = k
        return best
    if has_default:
        return default
    __intrinsic_value_error__("max() iterable argument is empty")


# --- map, filter, zip: generators whose objects get those classes ---
#
# A StopIteration from a callable ends the iteration, as it does in C.


def map1(f, it):
    for x in it:
        try:
            y = f(x)
        except StopIteration:
            return
        yield y


def map2(f, first, second):
    for a in first:
        b = next(second, END)
        if b is END:
            return
        try:
            y = f(a, b)
        except StopIteration:
            return
        yield y


def map_many(f, iterators):
    while True:
        args = []
        for it in iterators:
            x = next(it, END)
            if x is END:
                return
            __intrinsic_list_append__(args, x)
        try:
            y = f(*args)
        except StopIteration:
            return
        yield y


def filter1(f, it):
    for x in it:
        try:
            keep = f(x)
        except StopIteration:
            return
        if keep:
            yield x


def filter_true(it):
    for x in it:
        if x:
            yield x


def zip0():
    return
    yield


def zip1(it):
    for a in it:
        yield (a,)


def zip2(first, second):
    for a in first:
        b = next(second, END)
        if b is END:
            return
        yield a, b


def zip3(first, second, third):
    for a in first:
        b = next(second, END)
        if b is END:
            return
        c = next(third, END)
        if c is END:
            return
        yield a, b, c


def zip_many(iterators):
    while True:
        items = []
        for it in iterators:
            x = next(it, END)
            if x is END:
                return
            __intrinsic_list_append__(items, x)
        yield __intrinsic_list_to_tuple__(items)


def zip_strict(iterators):
    while True:
        items = []
        for it in iterators:
            x = next(it, END)
            if x is END:
                zip_check_lengths(iterators, len(items))
                return
            __intrinsic_list_append__(items, x)
        yield __intrinsic_list_to_tuple__(items)


def zip_check_lengths(iterators, ended):
    # Iterator number `ended` is exhausted; those before it were not.
    if ended:
        others = "argument 1" if ended == 1 else f"arguments 1-{ended}"
        __intrinsic_value_error__(f"zip() argument {ended + 1} is shorter than {others}")
    for i in range(1, len(iterators)):
        if next(iterators[i], END) is not END:
            others = "argument 1" if i == 1 else f"arguments 1-{i}"
            __intrinsic_value_error__(f"zip() argument {i + 1} is longer than {others}")
