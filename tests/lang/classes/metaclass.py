class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        ns["added"] = len(ns)
        return super().__new__(m, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)

    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}

    def __call__(cls, *a):
        print("call", cls.__name__, a)
        return super().__call__(*a)

    def hello(cls):
        return "hello from " + cls.__name__

    @property
    def prop(cls):
        return cls.__name__ + ".prop"

    def __len__(cls): return 7
    def __getitem__(cls, k): return (cls.__name__, k)
    def __iter__(cls): return iter("meta")
    def __contains__(cls, x): return x == 1
    def __repr__(cls): return f"<M {cls.__name__}>"
    def __getattr__(cls, n): return "meta:" + n
    def __instancecheck__(cls, o): return o == "inst"
    def __subclasscheck__(cls, c): return c is int
    def __bool__(cls): return False
    def __eq__(cls, o): return cls is o or o == "eq"
    def __hash__(cls): return 5
    def __add__(cls, o): return "added " + str(o)


class A(metaclass=Meta, flag=1):
    x = 1
    def __init__(self, v): self.v = v


class B(A): pass


print(A(3).v, A.hello(), B.prop, len(A), A[5], list(A), 1 in A, A, B.unknown, A.prepared, type(A), type(B).__name__)
print(isinstance("inst", A), isinstance(A(1), B), issubclass(int, A), bool(A), A == "eq", hash(A), A + 1, hasattr(A(1), "hello"))
print({A: 1}[A], [A, B])
class Single(type):
    _i = {}
    def __call__(cls, *a):
        if cls not in cls._i:
            cls._i[cls] = super().__call__(*a)
        return cls._i[cls]
class S(metaclass=Single): pass
print(S() is S())
class M2(type): pass
try:
    class C(A, metaclass=M2): pass
except TypeError as e:
    print(e)
def func_meta(name, bases, ns): return (name, bases, ns["q"])
class F(metaclass=func_meta):
    q = 4
print(F)
class Reg(type):
    reg = []
    def __init__(cls, n, b, d):
        super().__init__(n, b, d)
        Reg.reg.append(n)
class R1(metaclass=Reg): pass
class R2(R1): pass
print(Reg.reg, type(type), type.__mro__, isinstance(Reg, type), type.__call__(int, "5"))
for f in (lambda: type("X"), lambda: type("X", (), {}, 1), lambda: type(5, (), {}), lambda: type("X", [], {}), lambda: type("X", (), 5), lambda: type("X", (), {}, k=1), lambda: type()):
    try:
        print(f())
    except TypeError as e:
        print(e)
