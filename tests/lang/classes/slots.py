class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y


p = P(1, 2)
print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"), type(P.x).__name__)
for f in (lambda: setattr(p, "z", 1), lambda: p.z, lambda: p.__dict__, lambda: delattr(p, "q")):
    try:
        print(f())
    except AttributeError as e:
        print(e)
del p.x
try:
    p.x
except AttributeError as e:
    print(e)
try:
    del p.x
except AttributeError as e:
    print(e)
p.x = 5
print(p.x, P.x.__get__(p))


class Q(P):
    __slots__ = ("z",)


q = Q(1, 2)
q.z = 3
print(q.x, q.z, hasattr(q, "__dict__"))


class R(P): pass


r = R(1, 2)
r.any = 9
print(r.__dict__, r.x)


class D:
    __slots__ = ("a", "__dict__")


d = D()
d.a = 1
d.b = 2
print(d.__dict__, d.a)


class S:
    __slots__ = "single"


s = S()
s.single = 1
print(S.__slots__, s.single)


class M:
    __slots__ = ("__private",)
    def __init__(self): self.__private = 5
    def get(self): return self.__private


print(M().get(), M.__slots__, hasattr(M(), "_M__private"))
for body in ({"__slots__": ("a",), "a": 1}, {"__slots__": (1,)}, {"__slots__": ("1a",)}, {"__slots__": 5}):
    try:
        type("X", (), body)
    except Exception as e:
        print(type(e).__name__, e)
try:
    class X(P, Q.__bases__[0] if False else type("Z", (), {"__slots__": ("w",)})): pass
except TypeError as e:
    print(e)
try:
    type("T", (int,), {"__slots__": ("a",)})(5).a
except TypeError as e:
    print(e)
try:
    type("T", (tuple,), {"__slots__": ("a",)})
except TypeError as e:
    print(e)


class L(list):
    __slots__ = ("tag",)


l = L([1])
l.tag = "t"
print(l, l.tag)
class E:
    __slots__ = {"doc": "documented slot"}
e = E()
e.doc = 1
print(e.doc, E.__slots__)
a, b = P(1, 2), P(3, 4)
a.x, b.x = b.x, a.x
print(a.x, b.x, P.y.__set__(a, 77), a.y, P.y.__delete__(a))
