# copy: shallow and deep copies.

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {
    type(None), int, float, bool, complex, bytes, tuple, str, frozenset, type, range, slice,
    property, type(Ellipsis), type(NotImplemented), type(len), type(lambda: 0),
}


def _slot_names(cls):
    for c in cls.__mro__:
        slots = c.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__"):
                yield name


def _new_like(x, cls):
    # An uninitialised instance with the contents of a built-in base, if it has one.
    for base, empty in ((dict, False), (list, False), (set, False)):
        if isinstance(x, base):
            return base.__new__(cls)
    for base in (tuple, str, int, float, complex, bytes, frozenset):
        if isinstance(x, base):
            return base.__new__(cls, x)
    if isinstance(x, BaseException):
        y = cls.__new__(cls, *x.args)
        y.args = x.args
        return y
    return object.__new__(cls)


def copy(x):
    """Shallow copy operation on arbitrary Python objects."""
    cls = type(x)
    if cls in _ATOMIC or isinstance(x, type):
        return x
    if cls is list or cls is dict or cls is set or cls is bytearray:
        return x.copy()
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    if cls.__module__ == "builtins" and not isinstance(x, BaseException):
        return _copy_builtin(x, cls)
    reduce = _custom_reduce(cls)
    if reduce is not None:
        return _rebuild(reduce(x), None)
    y = _new_like(x, cls)
    _fill(x, y, None)
    return y


def _copy_builtin(x, cls):
    if cls is object:
        return object()
    if hasattr(cls, "__next__"):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    return x


def _custom_reduce(cls):
    for name in ("__reduce_ex__", "__reduce__"):
        method = getattr(cls, name, None)
        if method is not None and method is not getattr(object, name, None):
            return (lambda x: method(x, 4)) if name == "__reduce_ex__" else method
    return None


def _rebuild(parts, memo):
    if isinstance(parts, str):
        return parts
    deep = memo is not None
    func, args, *rest = parts
    if deep:
        args = [deepcopy(a, memo) for a in args]
    y = func(*args)
    state = rest[0] if rest else None
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
                for name, value in (slots or {}).items():
                    setattr(y, name, value)
            if state:
                y.__dict__.update(state)
    for item in (rest[1] if len(rest) > 1 and rest[1] is not None else ()):
        y.append(deepcopy(item, memo) if deep else item)
    for key, value in (rest[2] if len(rest) > 2 and rest[2] is not None else ()):
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        y[key] = value
    return y


def _fill(x, y, memo):
    # Contents and attributes of an ordinary instance.
    deep = memo is not None
    cls = type(x)
    if isinstance(x, dict):
        for k, v in dict.items(x):
            if deep:
                k, v = deepcopy(k, memo), deepcopy(v, memo)
            dict.__setitem__(y, k, v)
    elif isinstance(x, list):
        for v in list.__iter__(x):
            list.append(y, deepcopy(v, memo) if deep else v)
    elif isinstance(x, set):
        for v in set.__iter__(x):
            set.add(y, deepcopy(v, memo) if deep else v)
    setstate = getattr(cls, "__setstate__", None)
    getstate = getattr(cls, "__getstate__", None)
    if getstate is not None and getstate is not getattr(object, "__getstate__", None):
        state = getstate(x)
        if deep:
            state = deepcopy(state, memo)
        if setstate is not None:
            setstate(y, state)
        elif state:
            y.__dict__.update(state)
        return
    attributes = getattr(x, "__dict__", None)
    if attributes is not None:
        state = deepcopy(attributes, memo) if deep else attributes
        if setstate is not None:
            setstate(y, state)
        else:
            y.__dict__.update(state)
    for name in _slot_names(cls):
        try:
            value = getattr(x, name)
        except AttributeError:
            continue
        setattr(y, name, deepcopy(value, memo) if deep else value)


def deepcopy(x, memo=None, _nil=[]):
    """Deep copy operation on arbitrary Python objects."""
    cls = type(x)
    if cls in _ATOMIC and cls is not tuple and cls is not frozenset:
        return x
    if memo is None:
        memo = {}
    key = id(x)
    y = memo.get(key, _nil)
    if y is not _nil:
        return y
    if cls is list:
        y = []
        memo[key] = y
        for v in x:
            y.append(deepcopy(v, memo))
    elif cls is dict:
        y = {}
        memo[key] = y
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        items = [deepcopy(v, memo) for v in x]
        if key in memo:
            return memo[key]
        y = x
        for a, b in zip(x, items):
            if a is not b:
                y = tuple(items)
                break
    elif cls is set:
        y = {deepcopy(v, memo) for v in x}
    elif cls is frozenset:
        y = frozenset([deepcopy(v, memo) for v in x])
    elif cls is bytearray:
        y = bytearray(x)
    elif isinstance(x, type):
        return x
    elif getattr(cls, "__deepcopy__", None) is not None:
        y = cls.__deepcopy__(x, memo)
    elif getattr(x, "__func__", None) is not None and hasattr(x, "__self__"):
        y = type(x)(x.__func__, deepcopy(x.__self__, memo))
    elif cls.__module__ == "builtins" and not isinstance(x, BaseException):
        y = _copy_builtin(x, cls)
    else:
        y = _deep_other(x, cls, memo)
    if y is not x:
        memo[key] = y
        # Keeps x alive as long as its id is a key.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deep_other(x, cls, memo):
    import collections

    if isinstance(x, collections.deque):
        y = cls((), x.maxlen)
        memo[id(x)] = y
        for v in x:
            y.append(deepcopy(v, memo))
        return y
    if isinstance(x, collections.defaultdict):
        y = cls(x.default_factory)
        memo[id(x)] = y
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
        return y
    reduce = _custom_reduce(cls)
    if reduce is not None:
        return _rebuild(reduce(x), memo)
    if isinstance(x, tuple):
        y = tuple.__new__(cls, [deepcopy(v, memo) for v in x])
    else:
        y = _new_like(x, cls)
    memo[id(x)] = y
    _fill(x, y, memo)
    return y


def replace(obj, /, **changes):
    cls = type(obj)
    func = getattr(cls, "__replace__", None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)


del replace
__all__.remove("replace")
