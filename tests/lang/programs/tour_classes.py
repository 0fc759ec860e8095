from abc import ABC, abstractmethod
from functools import total_ordering, cached_property
import math
class Shape(ABC):
    registry = {}
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Shape.registry[tag or cls.__name__.lower()] = cls
    @abstractmethod
    def area(self): ...
    @property
    def name(self): return type(self).__name__
    def __repr__(self): return f"{self.name}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"
    def __lt__(self, o): return self.area() < o.area()
class Circle(Shape, tag="round"):
    def __init__(self, r): self.r = r
    def area(self): return math.pi * self.r ** 2
class Rect(Shape):
    def __init__(self, w, h): self.w, self.h = w, h
    def area(self): return self.w * self.h
    @classmethod
    def square(cls, s): return cls(s, s)
    @staticmethod
    def unit(): return Rect(1, 1)
shapes = [Circle(1), Rect(2, 3), Rect.square(1.5), Rect.unit()]
print(sorted(shapes), Shape.registry)
try: Shape()
except TypeError as e: print(e)
class Part(Shape):
    pass
try: Part()
except TypeError as e: print(e)
@total_ordering
class V:
    def __init__(s, *a): s.a = a
    def __eq__(s, o): return s.a == o.a if isinstance(o, V) else NotImplemented
    def __lt__(s, o): return s.a < o.a if isinstance(o, V) else NotImplemented
    def __hash__(s): return hash(s.a)
    def __add__(s, o): return V(*(x + y for x, y in zip(s.a, o.a)))
    def __mul__(s, k): return V(*(x * k for x in s.a))
    __rmul__ = __mul__
    def __neg__(s): return s * -1
    def __matmul__(s, o): return sum(x * y for x, y in zip(s.a, o.a))
    def __iter__(s): return iter(s.a)
    def __len__(s): return len(s.a)
    def __getitem__(s, i): return V(*s.a[i]) if isinstance(i, slice) else s.a[i]
    def __contains__(s, x): return x in s.a
    def __bool__(s): return any(s.a)
    def __call__(s, f): return V(*map(f, s.a))
    def __repr__(s): return f"V{s.a}"
    def __format__(s, spec): return "<" + ",".join(format(x, spec) for x in s.a) + ">"
    def __abs__(s): return math.hypot(*s.a)
    def __index__(s): return len(s.a)
    def __divmod__(s, k): return s(lambda x: x // k), s(lambda x: x % k)
    def __reversed__(s): return V(*s.a[::-1])
    def __enter__(s): print("enter"); return s
    def __exit__(s, *a): print("exit", a[0] and a[0].__name__); return True
a, b = V(1, 2, 3), V(4, 5, 6)
print(a + b, 2 * a, -a, a @ b, a < b, a >= b, a != b, list(a), len(a), a[1:], a[-1], 2 in a, bool(V(0)), a(lambda x: x**2), f"{a:.1f}", abs(V(3, 4)), [10, 20, 30, 40][a], divmod(b, 4), reversed(a), {a: 1}[V(1, 2, 3)], max(a, b), sum([a, b], V(0, 0, 0)))
try: a < 5
except TypeError as e: print(e)
with a as v: raise KeyError("x")
class Lazy:
    n = 0
    @cached_property
    def val(self):
        Lazy.n += 1
        return "computed"
l = Lazy(); print(l.val, l.val, Lazy.n, vars(l)); del l.val; print(l.val, Lazy.n)
class Base:
    def hi(self): return ["Base"]
class L(Base):
    def hi(self): return ["L"] + super().hi()
class R(Base):
    def hi(self): return ["R"] + super().hi()
class M(L, R):
    def hi(self): return ["M"] + super().hi()
print(M().hi(), [k.__name__ for k in M.__mro__], issubclass(M, R), isinstance(M(), (int, L)), M.__bases__)
try:
    class X(Base, L): pass
except TypeError as e: print(e)
class Meta(type):
    def __new__(m, n, b, ns, **k):
        ns["added"] = k.get("extra", 0)
        return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **k): super().__init__(n, b, ns)
    def __call__(c, *a, **k):
        o = super().__call__(*a, **k); o.made_by = c.__name__; return o
    def __getattr__(c, n): return f"meta-{n}"
    def __iter__(c): return iter([1, 2])
    def __contains__(c, x): return x == "in"
    def __len__(c): return 7
    @classmethod
    def __prepare__(m, n, b, **k): return {"prepared": True}
class W(metaclass=Meta, extra=5):
    def __init__(self, x): self.x = x
print(W.added, W(3).made_by, W.other, list(W), "in" in W, len(W), W.prepared, type(W))
class Desc:
    def __set_name__(self, owner, name): self.n = "_" + name
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.n, "unset")
    def __set__(self, o, v):
        if v < 0: raise ValueError(f"{self.n[1:]} must be >= 0")
        setattr(o, self.n, v)
    def __delete__(self, o): delattr(o, self.n)
class Acc:
    bal = Desc(); lim = Desc()
    def __init__(s, b): s.bal = b
x = Acc(5); print(x.bal, x.lim, Acc.bal.n)
try: x.bal = -1
except ValueError as e: print(e)
del x.bal; print(x.bal, vars(x))
class Proxy:
    def __init__(s, t): object.__setattr__(s, "t", t)
    def __getattr__(s, n): return getattr(s.t, n)
    def __setattr__(s, n, v): setattr(s.t, n, v)
    def __delattr__(s, n): delattr(s.t, n)
    def __dir__(s): return ["only"]
p = Proxy(x); p.new = 5; print(x.new, p.new, dir(p)); del p.new; print(hasattr(x, "new"))
print(type("Dyn", (Base,), {"z": 1, "m": lambda s: s.z})().m(), Base.__subclasses__())
class Cnt:
    count = 0
    def __new__(cls, *a):
        cls.count += 1
        return super().__new__(cls)
    def __del__(self): pass
[Cnt(i) for i in range(3)]; print(Cnt.count)
class IntE(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __add__(s, o): return IntE(int(s) + o)
print(IntE(4), IntE(4) + 1, type(IntE(1) + 1).__name__, IntE(3) * 2, isinstance(IntE(1), int))
