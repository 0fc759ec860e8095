# typing: names that programs import; annotations mean nothing at run time.

import collections
import collections.abc
from abc import ABCMeta, abstractmethod

TYPE_CHECKING = False


def _text(t):
    if isinstance(t, type) and not hasattr(t, "__args__"):
        return t.__qualname__ if t.__module__ == "builtins" else f"{t.__module__}.{t.__qualname__}"
    if t is ...:
        return "..."
    if isinstance(t, list):
        return "[" + ", ".join([_text(x) for x in t]) + "]"
    if type(t).__name__ == "function":
        return t.__name__
    return repr(t)


class _Special:
    # Any, ClassVar, Optional ...: a name that may be subscripted.

    def __init__(self, name, doc=None):
        self._name = name
        self.__doc__ = doc

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, args):
        if self._name in ("Optional",):
            return Union[args, type(None)]
        if not isinstance(args, tuple):
            args = (args,)
        if self._name == "Union":
            return _union(args)
        if self._name == "Annotated":
            alias = _Alias(self, args, self._name)
            alias.__origin__ = args[0]
            alias.__metadata__ = args[1:]
            return alias
        return _Alias(self, args, self._name)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __hash__(self):
        return hash(self._name)

    def __eq__(self, other):
        return self is other


def _union(args):
    flat = []
    for a in args:
        if a is None:
            a = type(None)
        if isinstance(a, _Alias) and a._name == "Union":
            flat += [b for b in a.__args__ if b not in flat]
        elif type(a).__name__ == "UnionType":
            flat += [b for b in a.__args__ if b not in flat]
        elif a not in flat:
            flat.append(a)
    if len(flat) == 1:
        return flat[0]
    return _Alias(Union, tuple(flat), "Union")


class _Alias:
    # Something subscripted: List[int], Callable[[int], str], MyGeneric[T].

    def __init__(self, origin, args, name):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name
        found = []
        for a in args if isinstance(args, tuple) else (args,):
            for p in (a,) if isinstance(a, (TypeVar, ParamSpec)) else getattr(a, "__parameters__", ()):
                if p not in found:
                    found.append(p)
        self.__parameters__ = tuple(found)

    def __repr__(self):
        args = self.__args__
        if self._name == "Union":
            rest = [a for a in args if a is not type(None)]
            if len(rest) == 1 and len(args) == 2:
                return f"typing.Optional[{_text(rest[0])}]"
            parts = [_text(a) for a in args]
            return f"typing.Union[{', '.join(parts)}]"
        if self._name == "Callable" and len(args) == 2:
            first = "..." if args[0] is ... else _text(args[0])
            return f"typing.Callable[{first}, {_text(args[1])}]"
        if self._name == "Annotated":
            return "typing.Annotated[" + ", ".join(
                [_text(args[0])] + [repr(a) for a in args[1:]]
            ) + "]"
        if self._name == "Literal":
            return f"typing.Literal[{', '.join([repr(a) for a in args])}]"
        head = f"typing.{self._name}" if self._name else _text_of_class(self.__origin__)
        parts = [_text(a) for a in args]
        return f"{head}[{', '.join(parts) if parts else '()'}]"

    def __call__(self, *args, **kwds):
        result = self.__origin__(*args, **kwds)
        try:
            result.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return result

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        values = dict(zip(self.__parameters__, args))

        def put(a):
            if a in values if isinstance(a, (TypeVar, ParamSpec)) else False:
                return values[a]
            inner = getattr(a, "__parameters__", ())
            if inner:
                return a[tuple([values.get(p, p) for p in inner])]
            return a

        return type(self)(self.__origin__, tuple([put(a) for a in self.__args__]), self._name)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _Special):
            return origin.__mro_entries__(bases)
        entries = [origin] if isinstance(origin, type) else []
        if self._name == "Protocol":
            return (Protocol,)
        if self._name and Generic not in bases and not any(
            [isinstance(b, _Alias) and b.__origin__ is Generic for b in bases]
        ) and self.__parameters__:
            entries.append(Generic)
        return tuple(entries)

    def __eq__(self, other):
        if self._name == "Union" and isinstance(other, type(int | str)):
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _Alias):
            return NotImplemented
        if self._name == "Union":
            return other._name == "Union" and set(self.__args__) == set(other.__args__)
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        if self._name == "Union":
            return hash(frozenset(self.__args__))
        try:
            return hash((self._name, self.__args__))
        except TypeError:
            return hash(self._name)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        if self._name == "Union":
            return any([isinstance(obj, a) for a in self.__args__])
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        if self._name == "Union":
            return any([issubclass(cls, a) for a in self.__args__])
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


def _text_of_class(c):
    return f"{c.__module__}.{c.__qualname__}" if isinstance(c, type) else repr(c)


class _Container:
    # List, Dict, ...: stands for a class of the language and may be subscripted.

    def __init__(self, origin, name):
        self.__origin__ = origin
        self._name = name
        self.__parameters__ = ()

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple([type(None) if a is None else a for a in args])
        return _Alias(self.__origin__, args, self._name)

    def __call__(self, *args, **kwds):
        if self._name in ("Callable", "Iterable", "Iterator", "Sequence", "Mapping"):
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwds)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class _Variable:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class TypeVar(_Variable):
    pass


class ParamSpec(_Variable):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(_Variable):
    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield Unpack[self]


NoReturn = _Special("NoReturn")
Never = _Special("Never")
Self = _Special("Self")
LiteralString = _Special("LiteralString")
ClassVar = _Special("ClassVar")
Final = _Special("Final")
Union = _Special("Union")
Optional = _Special("Optional")
Literal = _Special("Literal")
Annotated = _Special("Annotated")
TypeAlias = _Special("TypeAlias")
Concatenate = _Special("Concatenate")
TypeGuard = _Special("TypeGuard")
Required = _Special("Required")
NotRequired = _Special("NotRequired")
Unpack = _Special("Unpack")

T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)

List = _Container(list, "List")
Dict = _Container(dict, "Dict")
Set = _Container(set, "Set")
FrozenSet = _Container(frozenset, "FrozenSet")
Tuple = _Container(tuple, "Tuple")
Type = _Container(type, "Type")
Deque = _Container(collections.deque, "Deque")
DefaultDict = _Container(collections.defaultdict, "DefaultDict")
OrderedDict = _Container(collections.OrderedDict, "OrderedDict")
Counter = _Container(collections.Counter, "Counter")
ChainMap = _Container(collections.ChainMap, "ChainMap")
for _name in (
    "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator", "Hashable",
    "Iterable", "Iterator", "Generator", "Reversible", "Sized", "Container", "Callable",
    "Collection", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView",
    "ItemsView", "ValuesView", "Sequence", "MutableSequence", "ByteString",
):
    globals()[_name] = _Container(getattr(collections.abc, _name), _name)
AbstractSet = _Container(collections.abc.Set, "AbstractSet")
ContextManager = _Special("ContextManager")
AsyncContextManager = _Special("AsyncContextManager")
Pattern = _Special("Pattern")
Match = _Special("Match")
Text = str


class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple([type(None) if a is None else a for a in args])
        return _Alias(cls, args, None if cls is not Protocol else "Protocol")

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        params = []
        for base in cls.__dict__.get("__orig_bases__", ()):
            for p in getattr(base, "__parameters__", ()):
                if p not in params:
                    params.append(p)
        cls.__parameters__ = tuple(params)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol"):
            if not cls.__dict__.get("_is_runtime_protocol"):
                if cls in type(instance).__mro__:
                    return True
                raise TypeError(
                    "Instance and class checks can only be used with @runtime_checkable protocols"
                )
            return all([hasattr(instance, name) for name in _protocol_names(cls)])
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, other):
        if cls.__dict__.get("_is_protocol") and cls.__dict__.get("_is_runtime_protocol"):
            return all([hasattr(other, name) for name in _protocol_names(cls)])
        return super().__subclasscheck__(other)


def _protocol_names(cls):
    names = set()
    for c in cls.__mro__:
        if c.__dict__.get("_is_protocol"):
            for name in list(c.__dict__) + list(c.__dict__.get("__annotations__", {})):
                if not name.startswith("_abc_") and name not in _NOT_PROTOCOL:
                    names.add(name)
    return names


_NOT_PROTOCOL = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__",
    "__new__", "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__",
    "__match_args__", "__parameters__", "__orig_bases__", "__qualname__", "_is_protocol",
    "_is_runtime_protocol", "__static_attributes__", "__firstlineno__",
}


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes."""

    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any([b is Protocol for b in cls.__bases__])
        cls._is_runtime_protocol = False
        if cls._is_protocol and "__init__" not in cls.__dict__:
            cls.__init__ = _no_init


def _no_init(self, *args, **kwargs):
    if type(self).__dict__.get("_is_protocol"):
        raise TypeError("Protocols cannot be instantiated")


def runtime_checkable(cls):
    """Mark a protocol class as a runtime protocol."""
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    __slots__ = ()

    @abstractmethod
    def __int__(self): ...


@runtime_checkable
class SupportsFloat(Protocol):
    __slots__ = ()

    @abstractmethod
    def __float__(self): ...


@runtime_checkable
class SupportsIndex(Protocol):
    __slots__ = ()

    @abstractmethod
    def __index__(self): ...


@runtime_checkable
class SupportsAbs(Protocol):
    __slots__ = ()

    @abstractmethod
    def __abs__(self): ...


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        types = ns.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                s = "s" if len(defaults) > 1 else ""
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field{s} "
                    f"{', '.join(defaults)}"
                )
        nt = collections.namedtuple(
            typename, list(types), defaults=[ns[n] for n in defaults], module=ns["__module__"]
        )
        nt.__annotations__ = nt.__new__.__annotations__ = types
        reserved = {"__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                    "_field_defaults", "_make", "_replace", "_asdict"}
        for key in ns:
            if key in reserved:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__name__", "__annotations__", "__qualname__") and key not in types:
                setattr(nt, key, ns[key])
        nt.__qualname__ = ns.get("__qualname__", typename)
        return nt


class _NamedTuple:
    # `class P(NamedTuple)` and `NamedTuple("P", [("x", int)])`.

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)

    def __call__(self, typename, fields=None, /, **kwargs):
        fields = list(fields) if fields is not None else list(kwargs.items())
        nt = collections.namedtuple(
            typename, [name for name, _ in fields], module=collections._caller_name()
        )
        nt.__annotations__ = dict(fields)
        return nt

    def __repr__(self):
        return "<function NamedTuple>"


_NamedTupleBase = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple = _NamedTuple()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        new = type.__new__(cls, name, (dict,), ns)
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}))
            required |= set(getattr(base, "__required_keys__", ()))
            optional |= set(getattr(base, "__optional_keys__", ()))
        own = ns.get("__annotations__", {})
        annotations.update(own)
        (required if total else optional).update(own)
        new.__annotations__ = annotations
        new.__required_keys__ = frozenset(required)
        new.__optional_keys__ = frozenset(optional)
        new.__total__ = total
        return new

    def __call__(cls, *args, **kwds):
        return dict(*args, **kwds)

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


class _TypedDict:
    def __mro_entries__(self, bases):
        return (_TypedDictBase,)

    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields or kwargs)}, total=total)


_TypedDictBase = type.__new__(_TypedDictMeta, "TypedDict", (dict,), {})
TypedDict = _TypedDict()


class NewType:
    """Creates simple unique types with almost zero runtime overhead."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[-1]
        self.__supertype__ = tp
        self.__module__ = collections._caller_name()

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef:
    def __init__(self, arg, is_argument=True):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def cast(typ, val):
    """Cast a value to a type."""
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def reveal_type(obj, /):
    import sys

    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def overload(func):
    """Decorator for overloaded functions/methods."""

    def _overload_dummy(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. A series of @overload-decorated functions "
            "outside a stub module should always be followed by an implementation that is not "
            "@overload-ed."
        )

    return _overload_dummy


def final(f):
    """Decorator to indicate final methods and final classes."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    return arg


def dataclass_transform(**kwargs):
    return lambda cls: cls


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, _Alias):
        return Annotated if tp._name == "Annotated" else tp.__origin__
    if tp is Generic:
        return Generic
    if type(tp).__name__ == "UnionType":
        return type(tp)
    return getattr(tp, "__origin__", None)


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    return tuple(getattr(tp, "__args__", ()) or ())


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object."""
    import sys

    hints = {}
    sources = reversed(obj.__mro__) if isinstance(obj, type) else [obj]
    for source in sources:
        if isinstance(source, type):
            module = sys.modules.get(source.__module__)
            scope = globalns if globalns is not None else getattr(module, "__dict__", {})
            own = source.__dict__.get("__annotations__", {})
        else:
            scope = globalns if globalns is not None else getattr(source, "__globals__", {})
            own = getattr(source, "__annotations__", {})
        for name, value in own.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = eval(value, scope, localns)
            hints[name] = value
    return hints


class IO(Generic[AnyStr]):
    pass


class TextIO(IO[str]):
    pass


class BinaryIO(IO[bytes]):
    pass


__all__ = [_n for _n in globals() if not _n.startswith("_") and _n not in (
    "collections", "ABCMeta", "abstractmethod", "T", "KT", "VT", "T_co")]
