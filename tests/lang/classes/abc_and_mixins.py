from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area():.2f}"


class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "square"


class Half(Shape):
    def area(self): return 0


print(Sq(3).describe(), isinstance(Sq(1), Shape), Shape.__abstractmethods__ == {"area", "name"}, Sq.__abstractmethods__)
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)


@Shape.register
class Duck:
    pass


print(isinstance(Duck(), Shape), issubclass(Duck, Shape), Shape in Duck.__mro__)
from collections.abc import Sequence, Iterable, Mapping, Hashable, Callable, MutableMapping, Sized, Iterator
print([isinstance(x, Iterable) for x in ([], "", 5, {}, (i for i in ()))], isinstance([], Sequence), isinstance({}, Mapping), isinstance([], Hashable), isinstance(len, Callable), isinstance(iter([]), Iterator), isinstance(set(), Sized))


class R(Sequence):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10


r = R()
print(list(r), 20 in r, r.index(10), r.count(0), list(reversed(r)), isinstance(r, Sequence))


class M(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.lower()]
    def __setitem__(self, k, v): self.d[k.lower()] = v
    def __delitem__(self, k): del self.d[k.lower()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)


m = M()
m["A"] = 1
m.update({"B": 2}, C=3)
print(dict(m), m["a"], m.pop("b"), m.get("zz"), m.setdefault("D", 4), "C" in m, list(m.items()), m == {"a": 1, "c": 3, "d": 4})


class JSONMixin:
    def to(self): return {k: v for k, v in vars(self).items() if not k.startswith("_")}
class ReprMixin:
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.to().items())})"
class Thing(ReprMixin, JSONMixin):
    def __init__(self, a, b): self.a, self.b, self._c = a, b, 0
print(Thing(1, "x"), Thing(1, 2).to())
