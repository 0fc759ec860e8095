# weakref: references that do not keep objects alive, and containers of them.
#
# `ref` is a native of the VM (`_weakref`). An object dies at a collection after it became unreachable,
# not at once; what died is left out wherever containers are looked at.

from _weakref import ReferenceType, getweakrefcount, getweakrefs, ref
from _collections_abc import MutableMapping, MutableSet

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType",
    "ProxyType", "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod",
    "finalize",
]


def _target(proxy):
    o = object.__getattribute__(proxy, "_ref")()
    if o is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return o


class ProxyType:
    __slots__ = ("_ref",)

    def __init__(self, o, callback=None):
        object.__setattr__(self, "_ref", ref(o, callback) if callback else ref(o))

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        o = _target(self)
        return f"<weakproxy at {id(self):#x} to {type(o).__name__} at {id(o):#x}>"

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))

    __hash__ = None


def _delegate(name):
    def method(self, *args):
        args = [_target(a) if type(a) in ProxyTypes else a for a in args]
        return getattr(_target(self), name)(*args)

    method.__name__ = name
    return method


for _name in (
    "lt le eq ne gt ge len getitem setitem delitem contains iter next reversed call enter exit add "
    "radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow and rand or ror "
    "xor rxor lshift rlshift rshift rrshift neg pos abs invert int float index iadd isub imul matmul"
).split():
    if _name != "call":
        setattr(ProxyType, f"__{_name}__", _delegate(f"__{_name}__"))


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def proxy(object, callback=None, /):
    """Create a proxy object that weakly references 'object'."""
    return (CallableProxyType if callable(object) else ProxyType)(object, callback)


class WeakMethod(ref):
    """A custom `weakref.ref` subclass which simulates a weak reference to a bound method."""

    def __new__(cls, meth, callback=None):
        try:
            o, f = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(
                f"argument should be a bound method, not {type(meth)}"
            ) from None
        self = ref.__new__(cls, o, callback) if callback else ref.__new__(cls, o)
        self._func = ref(f)
        self._type = type(meth)
        return self

    def __call__(self):
        o, f = super().__call__(), self._func()
        if o is None or f is None:
            return None
        return self._type(f, o)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        return self() is not None and self() == other()

    __hash__ = ref.__hash__


class WeakValueDictionary(MutableMapping):
    """Mapping class that references values weakly."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def _live(self):
        dead = [k for k, r in self.data.items() if r() is None]
        for k in dead:
            del self.data[k]
        return self.data

    def __getitem__(self, key):
        o = self.data[key]()
        if o is None:
            raise KeyError(key)
        return o

    def __setitem__(self, key, value):
        self.data[key] = ref(value)

    def __delitem__(self, key):
        del self._live()[key]

    def __contains__(self, key):
        r = self.data.get(key)
        return r is not None and r() is not None

    def __len__(self):
        return len(self._live())

    def __iter__(self):
        return iter(list(self._live()))

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def itervaluerefs(self):
        yield from list(self._live().values())

    def valuerefs(self):
        return list(self._live().values())


class WeakKeyDictionary(MutableMapping):
    """Mapping class that references keys weakly."""

    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def _live(self):
        dead = [r for r in self.data if r() is None]
        for r in dead:
            self.data = {r: v for r, v in self.data.items() if r() is not None}
            break
        return self.data

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        hash(key)
        self.data[ref(key)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __len__(self):
        return len(self._live())

    def __iter__(self):
        for r in list(self._live()):
            o = r()
            if o is not None:
                yield o

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def keyrefs(self):
        return list(self._live())


class WeakSet(MutableSet):
    def __init__(self, data=None):
        self.data = {}
        for item in data or ():
            self.add(item)

    def __iter__(self):
        for r in list(self.data):
            o = r()
            if o is not None:
                yield o

    def __len__(self):
        return sum(r() is not None for r in self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        self.data[ref(item)] = None

    def discard(self, item):
        self.data.pop(ref(item), None)

    def clear(self):
        self.data.clear()

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return type(self)(self)

    def union(self, other):
        return type(self)([*self, *other])

    def intersection(self, other):
        return type(self)(item for item in self if item in other)

    def difference(self, other):
        return type(self)(item for item in self if item not in other)

    def issubset(self, other):
        return all(item in other for item in self)

    def issuperset(self, other):
        return all(item in self for item in other)

    def __repr__(self):
        return repr({r for r in self.data})


class finalize:
    """Class for finalization of weakrefable objects"""

    _registry = {}
    _hooked = False

    def __init__(self, obj, func, /, *args, **kwargs):
        self.atexit = True
        self._parts = (ref(obj, self), func, args, kwargs)
        finalize._registry[id(self)] = self
        if not finalize._hooked:
            finalize._hooked = True
            import atexit

            atexit.register(finalize._exit)

    @classmethod
    def _exit(cls):
        for f in reversed(list(cls._registry.values())):
            if f.atexit:
                f()

    def _take(self):
        finalize._registry.pop(id(self), None)
        parts, self._parts = self._parts, None
        return parts

    def __call__(self, _=None):
        if self._parts is None:
            return None
        _, func, args, kwargs = self._take()
        return func(*args, **kwargs)

    def detach(self):
        if self._parts is None or self._parts[0]() is None:
            return None
        r, func, args, kwargs = self._take()
        return r(), func, args, kwargs

    def peek(self):
        if self._parts is None or self._parts[0]() is None:
            return None
        r, func, args, kwargs = self._parts
        return r(), func, args, kwargs

    @property
    def alive(self):
        return self._parts is not None


del _name
