# Library functions over operands and callables written in Python (see the native of each).


def call_spread(f, args, kwargs):
    return f(*args, **kwargs)


def call_method(o, name, args, kwargs):
    return getattr(o, name)(*args, **kwargs)


def get_items(o, keys):
    return tuple([o[k] for k in keys])


def get_path(o, path):
    for name in path:
        o = getattr(o, name)
    return o


def get_attrs(o, paths):
    if len(paths) == 1:
        return get_path(o, paths[0])
    return tuple([get_path(o, path) for path in paths])


# --- operator ---


def op_add(a, b):
    return a + b


def op_sub(a, b):
    return a - b


def op_mul(a, b):
    return a * b


def op_truediv(a, b):
    return a / b


def op_floordiv(a, b):
    return a // b


def op_mod(a, b):
    return a % b


def op_pow(a, b):
    return a**b


def op_matmul(a, b):
    return a @ b


def op_lshift(a, b):
    return a << b


def op_rshift(a, b):
    return a >> b


def op_and(a, b):
    return a & b


def op_or(a, b):
    return a | b


def op_xor(a, b):
    return a ^ b


def op_iadd(a, b):
    a += b
    return a


def op_isub(a, b):
    a -= b
    return a


def op_imul(a, b):
    a *= b
    return a


def op_itruediv(a, b):
    a /= b
    return a


def op_ifloordiv(a, b):
    a //= b
    return a


def op_imod(a, b):
    a %= b
    return a


def op_ipow(a, b):
    a **= b
    return a


def op_imatmul(a, b):
    a @= b
    return a


def op_ilshift(a, b):
    a <<= b
    return a


def op_irshift(a, b):
    a >>= b
    return a


def op_iand(a, b):
    a &= b
    return a


def op_ior(a, b):
    a |= b
    return a


def op_ixor(a, b):
    a ^= b
    return a


def op_lt(a, b):
    return a < b


def op_le(a, b):
    return a <= b


def op_eq(a, b):
    return a == b


def op_ne(a, b):
    return a != b


def op_gt(a, b):
    return a > b


def op_ge(a, b):
    return a >= b


def op_neg(a):
    return -a


def op_pos(a):
    return +a


def op_invert(a):
    return ~a


def op_abs(a):
    return abs(a)


def op_not(a):
    return not a


def op_truth(a):
    return True if a else False


def op_contains(a, b):
    return b in a


def op_getitem(a, b):
    return a[b]


def op_setitem(a, b, c):
    a[b] = c


def op_delitem(a, b):
    del a[b]


def iterator_of(a):
    try:
        return iter(a)
    except TypeError:
        if hasattr(type(a), "__iter__"):
            raise
    __intrinsic_type_error__(
        f"argument of type '{__intrinsic_type_name__(a)}' is not iterable"
    )


def op_count_of(a, b):
    n = 0
    for x in iterator_of(a):
        if x is b or x == b:
            n += 1
    return n


def op_index_of(a, b):
    i = 0
    for x in iterator_of(a):
        if x is b or x == b:
            return i
        i += 1
    __intrinsic_value_error__("sequence.index(x): x not in sequence")


def op_length_hint(o, default):
    if type(default) is not int and not isinstance(default, int):
        __intrinsic_type_error__(
            f"'{__intrinsic_type_name__(default)}' object cannot be interpreted as an integer"
        )
    cls = type(o)
    if hasattr(cls, "__len__"):
        return len(o)
    hint = getattr(cls, "__length_hint__", None)
    if hint is None:
        return default
    try:
        n = hint(o)
    except TypeError:
        return default
    if n is NotImplemented:
        return default
    if not isinstance(n, int):
        __intrinsic_type_error__(
            f"__length_hint__ must be an integer, not {__intrinsic_type_name__(n)}"
        )
    if n < 0:
        __intrinsic_value_error__("__length_hint__() should return >= 0")
    return n


# --- heapq ---


def heap_sift_down(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def heap_sift_up(heap, pos):
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    heap_sift_down(heap, start, pos)


def heap_push(heap, item):
    heap.append(item)
    heap_sift_down(heap, 0, len(heap) - 1)


def heap_pop(heap):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        heap_sift_up(heap, 0)
        return first
    return last


def heap_replace(heap, item):
    first = heap[0]
    heap[0] = item
    heap_sift_up(heap, 0)
    return first


def heap_push_pop(heap, item):
    if heap and heap[0] < item:
        first = heap[0]
        heap[0] = item
        heap_sift_up(heap, 0)
        return first
    return item


def heap_make(heap):
    for i in range(len(heap) // 2 - 1, -1, -1):
        heap_sift_up(heap, i)


# --- bisect ---


def bisect_left_of(a, x, lo, hi, key):
    while lo < hi:
        mid = (lo + hi) // 2
        item = a[mid]
        if key is not None:
            item = key(item)
        if item < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def bisect_right_of(a, x, lo, hi, key):
    while lo < hi:
        mid = (lo + hi) // 2
        item = a[mid]
        if key is not None:
            item = key(item)
        if x < item:
            hi = mid
        else:
            lo = mid + 1
    return lo


# --- deque ---


def deque_extend(append, this, it, result):
    for x in it:
        append(this, x)
    return result


# --- functools ---


def reduce_from(f, it, total):
    for x in it:
        total = f(total, x)
    return total


def reduce_of(f, it):
    for total in it:
        break
    else:
        __intrinsic_type_error__("reduce() of empty iterable with no initial value")
    for x in it:
        total = f(total, x)
    return total


def lru_miss(wrapper, f, store, key, args, kwargs):
    result = f(*args, **kwargs) if kwargs is not None else f(*args)
    store(wrapper, key, result)
    return result


# --- collections ---


def default_missing(factory, this, key):
    value = factory()
    this[key] = value
    return value
