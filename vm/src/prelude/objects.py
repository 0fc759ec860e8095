# How `object` takes instances apart for copying and pickling: `__reduce_ex__`, `__getstate__`; `~` of a bool.


def object_reduce_ex(this, protocol, plain):
    if type(this).__reduce__ is not plain:
        return this.__reduce__()
    return object_reduce(this, protocol)


def object_reduce(this, protocol):
    import copyreg

    cls = type(this)
    if protocol < 2:
        for base in cls.__mro__:
            if base.__module__ == "builtins":
                break
        args = (cls, base, None if base is object else base(this))
        state = this.__getstate__()
        return (copyreg._reconstructor, args, state) if state else (copyreg._reconstructor, args)
    make, args = copyreg.__newobj__, (cls,)
    if hasattr(cls, "__getnewargs_ex__"):
        positional, named = this.__getnewargs_ex__()
        args += tuple(positional)
        if named:
            make, args = copyreg.__newobj_ex__, (cls, tuple(positional), named)
    elif hasattr(cls, "__getnewargs__"):
        args += this.__getnewargs__()
    elif cls.__module__ == "builtins" and cls not in (object, list, dict):
        __intrinsic_type_error__(f"cannot pickle {cls.__name__!r} object")
    return (
        make,
        args,
        this.__getstate__(),
        iter(this) if isinstance(this, list) else None,
        iter(this.items()) if isinstance(this, dict) else None,
    )


def object_getstate(this):
    state = getattr(this, "__dict__", None)
    slots = {}
    for cls in type(this).__mro__:
        names = cls.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                name = "_" + cls.__name__.lstrip("_") + name
            if hasattr(this, name):
                slots[name] = getattr(this, name)
    return (state or None, slots) if slots else state or None


def bool_invert(this):
    import warnings

    warnings.warn(
        "Bitwise inversion '~' on bool is deprecated. This returns the bitwise inversion of the "
        "underlying int object and is usually not what you expect from negating a bool. Use the 'not' "
        "operator for boolean negation or ~int(x) if you really want the bitwise inversion of the "
        "underlying int.",
        DeprecationWarning,
    )
    return ~int(this)
