class Field:
    order = []
    def __init__(s, typ=str): s.typ = typ
    def __set_name__(s, o, n): s.name = n; Field.order.append(n)
    def __get__(s, o, t): return s if o is None else o.__dict__.get(s.name)
    def __set__(s, o, v):
        if not isinstance(v, s.typ): raise TypeError(f"{s.name}: expected {s.typ.__name__}, got {type(v).__name__}")
        o.__dict__[s.name] = v
class ModelMeta(type):
    models = {}
    def __new__(m, name, bases, ns, **kw):
        cls = super().__new__(m, name, bases, ns)
        cls._fields = {k: v for b in reversed(cls.__mro__) for k, v in vars(b).items() if isinstance(v, Field)}
        if kw.get("table"): m.models[kw["table"]] = cls
        return cls
    def __init__(cls, name, bases, ns, table=None): super().__init__(name, bases, ns)
    def __getitem__(cls, k): return cls._fields[k]
    def __instancecheck__(cls, o): return hasattr(o, "_fields") and set(cls._fields) <= set(o._fields)
    def __repr__(cls): return f"<model {cls.__name__}>"
    def __or__(cls, o): return (cls, o)
class Model(metaclass=ModelMeta):
    def __init__(s, **kw):
        for k, v in kw.items(): setattr(s, k, v)
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class User(Model, table="users"):
    name = Field(); age = Field(int)
class Admin(User, table="admins"): level = Field(int)
u = User(name="bob", age=5); print(vars(u), Field.order, ModelMeta.models, User["age"].typ, Admin._fields.keys(), isinstance(Admin(), User), User | Admin, type(Model))
try: u.age = "x"
except TypeError as e: print(e)
class Single(type):
    _i = {}
    def __call__(c, *a): 
        if c not in c._i: c._i[c] = super().__call__(*a)
        return c._i[c]
class Cfg(metaclass=Single):
    def __init__(s, v): s.v = v
print(Cfg(1) is Cfg(2), Cfg(3).v)
try:
    class Conf(Model, metaclass=Single): pass
except TypeError as e: print(e)
class GA:
    x = 1
    def __getattribute__(s, n):
        if n.startswith("h_"): return f"hooked {n}"
        return super().__getattribute__(n)
    def __getattr__(s, n): return f"missing {n}"
g = GA(); g.y = 2; print(g.x, g.y, g.h_z, g.zzz, getattr(g, "q", 1), hasattr(g, "anything"))
class Num:
    def __init__(s, v): s.v = v
    def __repr__(s): return f"N({s.v})"
    def _bin(name):
        def f(s, o): 
            log.append(name)
            return Num(f"{s.v}{name}{o.v if isinstance(o, Num) else o}") if not isinstance(o, str) else NotImplemented
        return f
    for _n in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul radd rsub rmul rpow iadd imul rmod rand".split(): locals()[f"__{_n}__"] = _bin(_n)
    def __neg__(s): return Num("-" + str(s.v))
    def __invert__(s): return Num("~" + str(s.v))
    def __round__(s, n=None): return f"round {n}"
    def __trunc__(s): return 7
    def __floor__(s): return 8
    def __index__(s): return 3
    def __float__(s): return 1.5
    def __complex__(s): return 2j
    def __bytes__(s): return b"by"
    def __length_hint__(s): return 4
    def __hash__(s): return 42
    def __eq__(s, o): return isinstance(o, Num) or NotImplemented
log = []
n = Num(1)
print(n + 2, 2 + n, n - n, n @ 3, 2 ** n, n // 1, n & 7, 7 & n, 5 % n, -n, ~n, round(n), round(n, 2), int(n), float(n), complex(n), bytes(n), [10, 20, 30, 40][n], hex(n), range(n), "abcdef"[n:], n == Num(5), n != 5, {n: 1}[Num(9)], log)
m = n; m += 5; m *= 2; m -= 1; print(m, n)
try: n + "s"
except TypeError as e: print(e)
try: "s" + n
except TypeError as e: print(e)
import math; print(math.floor(n), math.trunc(n))
class Rev:
    def __lt__(s, o): return NotImplemented
    def __gt__(s, o): return "gt"
    def __le__(s, o): return "le"
print(5 < Rev(), Rev() <= 1, end=" ")
try: Rev() < Rev2() if False else Rev() < 5
except TypeError as e: print(e)
class D(dict):
    def __missing__(s, k): s[k] = v = f"made {k}"; return v
d = D(a=1); print(d["a"], d["b"], d.get("c"), d, "%(a)s %(zz)s" % d, "{a} {q}".format_map(d))
class P:
    def __init__(s): s._x = 0
    @property
    def x(s): "doc x"; return s._x
    @x.setter
    def x(s, v): s._x = v
    @x.deleter
    def x(s): s._x = "deleted"
class Q(P):
    @P.x.setter
    def x(s, v): s._x = v * 2
    @property
    def y(s): return s.zz
q = Q(); q.x = 4; print(q.x, P.x.__doc__, Q.x.fset is not P.x.fset); del q.x; print(q._x)
for f in (lambda: q.y, lambda: setattr(q, "y", 1), lambda: Q.y.fget, lambda: P.x.__get__(None)):
    try: print(f() is not None)
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class A:
    def f(s): return "A"
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def st(): return "st"
class B(A):
    def f(s): return [super().f() for _ in range(2)] , (lambda: super(B, s).f())()
    @classmethod
    def c(cls): return "B" + super().c()
    def g(s):
        class In(A):
            def f(t): return "In" + super().f() + s.f()[1]
        return In().f()
print(B().f(), B.c(), B().c(), B().g(), B.st(), A.f(B()), super(B, B).c(), B.__dict__["c"].__func__.__name__)
try: super().x
except RuntimeError as e: print(e)
class CtxMeta(type):
    def __enter__(c): return "in"
    def __exit__(c, *a): return True
class Ctx(metaclass=CtxMeta): pass
with Ctx as v: print(v); raise ValueError
def cls_deco(**kw):
    def w(c):
        for k, v in kw.items(): setattr(c, k, v)
        return c
    return w
@cls_deco(tag="t", f=lambda s: s.tag + "!")
class Deco: pass
print(Deco().f(), Deco.__name__)
from enum import Enum, Flag, IntFlag, auto
E = Enum("E", "a b c"); F = Enum("F", {"x": 10, "y": 20}, type=int); print(list(E), F.x + 1, E.b.value)
class Mixed(str, Enum): A = "a"; B = "b"
print(Mixed.A == "a", Mixed("b"), f"{Mixed.A}", Mixed.A.upper(), {Mixed.A: 1}["a"])
class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return name.lower() + str(count)
    X = auto(); Y = auto()
print([e.value for e in Auto])
class Ops(Enum):
    ADD = staticmethod(lambda a, b: a + b) if False else "add"
    @property
    def sym(s): return {"add": "+"}[s.value]
    def __str__(s): return s.sym
print(Ops.ADD, repr(Ops.ADD), f"{Ops.ADD}", Ops.ADD.sym)
import abc
class Abs(abc.ABC):
    @property
    @abc.abstractmethod
    def p(s): ...
    @classmethod
    @abc.abstractmethod
    def c(cls): ...
    @classmethod
    def __subclasshook__(cls, o): return True if hasattr(o, "quack") else NotImplemented
class Duck: quack = 1
print(issubclass(Duck, Abs), isinstance(Duck(), Abs), Abs.__abstractmethods__ == {"p", "c"}); Abs.register(int); print(isinstance(5, Abs), issubclass(str, Abs))
try: Abs()
except TypeError as e: print(e)
