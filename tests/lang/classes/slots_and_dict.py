import copy
from collections import defaultdict


class A:
    __slots__ = ("x", "y")


class B(A):
    pass


b = B()
b.x, b.n, b.y = 1, 2, 3
print(b.__dict__, vars(b), b.x, b.y)
b.__dict__["x"] = "shadow"
print(b.x, b.__dict__, sorted(n for n in dir(b) if not n.startswith("_")))
del b.x
print(hasattr(b, "x"), b.__dict__)
b.x = [5]
b.__dict__ = {"fresh": True}
print(b.x, b.y, b.fresh, b.__dict__, hasattr(b, "n"))
c = copy.copy(b)
d = copy.deepcopy(b)
print(c.x is b.x, d.x is b.x, d.x, c.__dict__, d.y)
for call in (lambda: b.__getstate__(), lambda: A().__getstate__(), lambda: B.x.__get__(b), lambda: B.x.__set__(b, 9) or b.x):
    print(call())


class C(B):
    __slots__ = ("z",)


try:
    class Twice(B):
        __slots__ = ("__dict__",)
except TypeError as err:
    print(err)


e = C()
e.z, e.x, e.free = 1, 2, 3
print(e.__dict__, e.z, e.x)
e.__class__ = C
print(e.__dict__, e.z, e.x)


class Many:
    __slots__ = tuple(f"s{i}" for i in range(70)) + ("__dict__",)


m = Many()
for i in range(70):
    setattr(m, f"s{i}", i)
m.other = "o"
print(sum(getattr(m, f"s{i}") for i in range(70)), m.other)
print(sum(getattr(m, f"s{i}") for i in range(70)), "other" in m.__dict__)
total = 0
for i in range(400):
    o = B()
    o.x = i
    o.k = i
    if i % 3 == 0:
        o.__dict__["j"] = i
        o.x += 1
    total += o.x + o.k + len(o.__dict__)
print(total)
class L(list):
    __slots__ = ("tag",)


l = L([1])
l.tag = "t"
print(l, l.tag, l.__getstate__(), hasattr(l, "__dict__"))
