class Base:
    subs = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.subs.append((cls.__name__, tag))


class A(Base): pass
class B(Base, tag="b"): pass
class C(B, tag="c"): pass


print(Base.subs, C.tag, A.tag, [c.__name__ for c in Base.__subclasses__()])
try:
    class D(Base, other=1): pass
except TypeError as e:
    print(e)
try:
    class E(object, x=1): pass
except TypeError as e:
    print(e)
order = []


class Desc:
    def __set_name__(self, o, n): order.append(("set_name", n, hasattr(o, "d2")))


class P:
    def __init_subclass__(cls): order.append(("init_subclass", cls.__name__))


class Q(P):
    d1 = Desc()
    d2 = Desc()


print(order)


class G:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"


class H(G): pass


print(G[int], H["x"], G[1, 2])
try:
    Base[5]
except TypeError as e:
    print(e)
try:
    G()[1]
except TypeError as e:
    print(e)
print(list[int], dict[str, list[int]], list[int].__origin__, list[int].__args__, tuple[int, ...], type[int], list[int]([1, 2]), list[int] == list[int], int | str, int | None, (int | str).__args__, isinstance([], list))


class Plugin:
    registry = {}
    def __init_subclass__(cls, *, name, **k):
        Plugin.registry[name] = cls
class X(Plugin, name="x"):
    def run(self): return "X run"
class Y(Plugin, name="y"):
    def run(self): return "Y run"
print([Plugin.registry[n]().run() for n in "xy"])
class K:
    a: int
    b: "str" = "d"
    def __init_subclass__(cls): cls.fields = list(cls.__dict__.get("__annotations__", {}))
class L(K):
    c: float = 1.0
    d: list
print(L.fields, K.__annotations__, L.__annotations__, L.b)
