# dataclasses: classes whose methods are made from their annotations.

import sys

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
    "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Named:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()
_FACTORY = _Named("<factory>")
_FIELD = _Named("_FIELD")
_CLASSVAR = _Named("_FIELD_CLASSVAR")
_INITVAR = _Named("_FIELD_INITVAR")


class KW_ONLY:
    pass


_EMPTY_METADATA = type(type.__dict__)({})


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
        "metadata", "kw_only", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else type(_EMPTY_METADATA)(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
            f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
            f"kw_only={self.kw_only!r},_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)


def field(
    *,
    default=MISSING,
    default_factory=MISSING,
    init=True,
    repr=True,
    hash=None,
    compare=True,
    metadata=None,
    kw_only=MISSING,
):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _DataclassParams:
    __slots__ = (
        "init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
        "weakref_slot",
    )

    def __init__(self, **values):
        for name in self.__slots__:
            setattr(self, name, values[name])

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{n}={getattr(self, n)!r}' for n in self.__slots__])})"


_printing = set()


def _guarded_repr(function):
    def __repr__(self):
        key = id(self)
        if key in _printing:
            return "..."
        _printing.add(key)
        try:
            return function(self)
        finally:
            _printing.discard(key)

    return __repr__


def _make_function(cls, name, params, body, space):
    # Compiles one method; `space` has the objects that its text refers to.
    text = f"def {name}({params}):\n" + "\n".join(["    " + line for line in body or ["pass"]])
    module = sys.modules.get(cls.__module__)
    scope = dict(getattr(module, "__dict__", {}))
    scope.update(space)
    exec(text, scope)
    function = scope[name]
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    return function


def _set_new(cls, name, value):
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


def _is_kind(annotation, cls, words):
    if isinstance(annotation, str):
        head = annotation.split("[")[0].strip()
        return head.split(".")[-1] in words
    return False


def _field_of(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    typing = sys.modules.get("typing")
    if typing is not None and (
        annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar
    ):
        f._field_type = _CLASSVAR
    elif annotation is InitVar or type(annotation) is InitVar:
        f._field_type = _INITVAR
    elif _is_kind(annotation, cls, ("ClassVar",)):
        f._field_type = _CLASSVAR
    elif _is_kind(annotation, cls, ("InitVar",)):
        f._field_type = _INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory"
        )
    return f


def _init_function(cls, fields, frozen, has_post_init, self_name):
    positional = [f for f in fields if f.init and not f.kw_only]
    named = [f for f in fields if f.init and f.kw_only]
    seen_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    space = {"_FACTORY": _FACTORY, "_set": object.__setattr__}

    def parameter(f):
        if f.default is not MISSING:
            space[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_FACTORY"
        return f.name

    body = []
    for f in fields:
        value = None
        if f.default_factory is not MISSING:
            space[f"_factory_{f.name}"] = f.default_factory
            made = f"_factory_{f.name}()"
            value = f"{made} if {f.name} is _FACTORY else {f.name}" if f.init else made
        elif f.init:
            value = f.name
        elif f.default is not MISSING and _has_slot(cls, f.name):
            space[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        if value is None or f._field_type is _INITVAR:
            continue
        if frozen:
            body.append(f"_set({self_name}, {f.name!r}, {value})")
        else:
            body.append(f"{self_name}.{f.name} = {value}")
    if has_post_init:
        extra = ", ".join([f.name for f in fields if f._field_type is _INITVAR])
        body.append(f"{self_name}.__post_init__({extra})")
    params = [self_name] + [parameter(f) for f in positional]
    if named:
        params += ["*"] + [parameter(f) for f in named]
    function = _make_function(cls, "__init__", ", ".join(params), body, space)
    function.__annotations__ = {f.name: f.type for f in positional + named}
    function.__annotations__["return"] = None
    return function


def _has_slot(cls, name):
    return name in cls.__dict__.get("__slots__", ())


def _tuple_text(obj, fields):
    if not fields:
        return "()"
    return "(" + ", ".join([f"{obj}.{f.name}" for f in fields]) + ",)"


_COMPARE = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _process(cls, p):
    fields = {}
    any_frozen = False
    has_dataclass_bases = False
    all_frozen = None
    for b in cls.__mro__[-1:0:-1]:
        inherited = getattr(b, "__dataclass_fields__", None)
        if inherited is not None:
            has_dataclass_bases = True
            for f in inherited.values():
                fields[f.name] = f
            if all_frozen is None:
                all_frozen = True
            base_frozen = getattr(b, "__dataclass_params__").frozen
            all_frozen = all_frozen and base_frozen
            any_frozen = any_frozen or base_frozen
    annotations = cls.__dict__.get("__annotations__", {})
    kw_only = p.kw_only
    seen_kw_only = False
    own = []
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or _is_kind(annotation, cls, ("KW_ONLY",)):
            if seen_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_kw_only = kw_only = True
        else:
            own.append(_field_of(cls, name, annotation, kw_only))
    for f in own:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen and not p.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and p.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = p
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (
        class_hash is MISSING or (class_hash is None and "__eq__" in cls.__dict__)
    )
    if p.order and not p.eq:
        raise ValueError("eq must be true if order is true")
    all_fields = [f for f in fields.values() if f._field_type in (_FIELD, _INITVAR)]
    real = [f for f in fields.values() if f._field_type is _FIELD]
    if p.init:
        has_post_init = hasattr(cls, "__post_init__")
        self_name = "__dataclass_self__" if "self" in fields else "self"
        _set_new(cls, "__init__", _init_function(cls, all_fields, p.frozen, has_post_init, self_name))
    if p.repr:
        parts = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in real if f.repr])
        text = f"return f\"{{self.__class__.__qualname__}}({parts})\""
        function = _guarded_repr(_make_function(cls, "__repr__", "self", [text], {}))
        function.__qualname__ = f"{cls.__qualname__}.__repr__"
        _set_new(cls, "__repr__", function)
    compared = [f for f in real if f.compare]
    mine, theirs = _tuple_text("self", compared), _tuple_text("other", compared)
    check = "if other.__class__ is not self.__class__: return NotImplemented"
    if p.eq:
        body = [check, f"return {mine} == {theirs}"]
        _set_new(cls, "__eq__", _make_function(cls, "__eq__", "self, other", body, {}))
    if p.order:
        for name, op in _COMPARE.items():
            body = [check, f"return {mine} {op} {theirs}"]
            if _set_new(cls, name, _make_function(cls, name, "self, other", body, {})):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                    "Consider using functools.total_ordering"
                )
    if p.frozen:
        names = tuple([f.name for f in real])
        space = {"_error": FrozenInstanceError, "_cls": cls, "_names": names}
        for name, params, what in (
            ("__setattr__", "self, name, value", "assign to"),
            ("__delattr__", "self, name", "delete"),
        ):
            rest = "name, value" if name == "__setattr__" else "name"
            body = [
                "if type(self) is _cls or name in _names:",
                f"    raise _error(f\"cannot {what} field {{name!r}}\")",
                f"super(_cls, self).{name}({rest})",
            ]
            if _set_new(cls, name, _make_function(cls, name, params, body, space)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
    if p.unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        add_hash = True
    else:
        add_hash = p.eq and p.frozen and not has_explicit_hash
    if add_hash:
        body = [f"return hash({_tuple_text('self', hashed)})"]
        cls.__hash__ = _make_function(cls, "__hash__", "self", body, {})
    elif p.eq and not p.frozen and not has_explicit_hash:
        cls.__hash__ = None
    if not getattr(cls, "__doc__"):
        params = []
        for f in all_fields:
            if f.init:
                text = f.name
                if isinstance(f.type, type):
                    text += f": {f.type.__name__}" if f.type.__module__ == "builtins" else f": {f.type}"
                elif f.type is not None:
                    text += f": {f.type!r}"
                if f.default is not MISSING:
                    text += f" = {f.default!r}"
                elif f.default_factory is not MISSING:
                    text += " = <factory>"
                params.append(text)
        cls.__doc__ = f"{cls.__name__}({', '.join(params)})"
    if p.match_args:
        _set_new(cls, "__match_args__", tuple([f.name for f in all_fields if f.init and not f.kw_only]))
    if p.slots:
        cls = _with_slots(cls, p.frozen, p.weakref_slot, real)
    elif p.weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    return cls


def _with_slots(cls, frozen, weakref_slot, real):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    body = dict(cls.__dict__)
    inherited = set()
    for b in cls.__mro__[1:-1]:
        slots = b.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    names = [f.name for f in real]
    slots = [n for n in names if n not in inherited]
    if weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    body["__slots__"] = tuple(slots)
    for name in names:
        body.pop(name, None)
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    new = type(cls)(cls.__name__, cls.__bases__, body)
    new.__qualname__ = cls.__qualname__
    # super() and __class__ in the methods must mean the new class.
    for value in body.values():
        value = getattr(value, "__func__", value)
        for cell in getattr(value, "__closure__", None) or ():
            try:
                if cell.cell_contents is cls:
                    cell.cell_contents = new
            except (ValueError, AttributeError):
                pass
        scope = getattr(value, "__globals__", None)
        if scope is not None and scope.get("_cls") is cls:
            scope["_cls"] = new
    if frozen:
        def __getstate__(self):
            return [getattr(self, name) for name in names]

        def __setstate__(self, state):
            for name, value in zip(names, state):
                object.__setattr__(self, name, value)

        if "__getstate__" not in body:
            new.__getstate__ = __getstate__
        if "__setstate__" not in body:
            new.__setstate__ = __setstate__
    return new


def dataclass(
    cls=None,
    /,
    *,
    init=True,
    repr=True,
    eq=True,
    order=False,
    unsafe_hash=False,
    frozen=False,
    match_args=True,
    kw_only=False,
    slots=False,
    weakref_slot=False,
):
    """Add dunder methods based on the fields defined in the class."""

    def wrap(cls):
        params = _DataclassParams(
            init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
            match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
        )
        return _process(cls, params)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    try:
        known = getattr(class_or_instance, "__dataclass_fields__")
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in known.values() if f._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _convert(obj, make):
    if _is_instance(obj):
        return make([(f.name, _convert(getattr(obj, f.name), make)) for f in fields(obj)])
    cls = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return cls(*[_convert(v, make) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls([_convert(v, make) for v in obj])
    if isinstance(obj, dict):
        pairs = [(_convert(k, make), _convert(v, make)) for k, v in obj.items()]
        if hasattr(cls, "default_factory"):
            return cls(obj.default_factory, pairs)
        return cls(pairs)
    import copy

    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, module=None, **options):
    """Return a new dynamically created dataclass."""
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, body[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    body["__annotations__"] = annotations
    import types

    cls = types.new_class(cls_name, bases, {}, lambda ns: ns.update(body))
    if module is None:
        from collections import _caller_name

        module = _caller_name()
    cls.__module__ = module
    return dataclass(cls, **options)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
            continue
        if f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            if f._field_type is not _INITVAR:
                changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
