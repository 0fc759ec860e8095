class C:
    def __init__(self): self._v = 1

    @property
    def v(self):
        "the doc"
        return self._v

    @v.setter
    def v(self, x):
        if x < 0:
            raise ValueError("neg")
        self._v = x

    @v.deleter
    def v(self):
        print("deleted")
        self._v = None

    ro = property(lambda self: "ro")
    wo = property(None, lambda self, x: print("wo", x))
    none = property()


c = C()
c.v = 5
c.v += 1
print(c.v, C.v.__doc__, c.ro, type(C.v), C.v.fget(c), C.ro.fset)
del c.v
print(c.v)
c.wo = 3
for f in (lambda: setattr(c, "v", -1), lambda: setattr(c, "ro", 1), lambda: delattr(c, "ro"), lambda: c.wo, lambda: c.none, lambda: delattr(c, "wo")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
c.__dict__["v"] = "shadow"
print(c.v, c.__dict__)


class D(C):
    @property
    def v(self):
        return super().v, "D"

    @C.ro.getter
    def ro(self):
        return "newro"


d = D()
print(d.v, d.ro)
try:
    d.v = 1
except AttributeError as e:
    print(e)


class E(C):
    @C.v.setter
    def v(self, x):
        self._v = x * 100


e = E()
e.v = 2
print(e.v, C().v)
C.v = property(lambda self: "patched")
print(c.v)


class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None):
        if o is None:
            return self
        print("compute", end=" ")
        o.__dict__[self.n] = self.f(o)
        return o.__dict__[self.n]


class L:
    @Lazy
    def val(self): return 7


l = L()
print(l.val, l.val, type(L.val).__name__)
from functools import cached_property


class K:
    n = 0
    @cached_property
    def cp(self):
        K.n += 1
        return K.n * 10


k = K()
print(k.cp, k.cp, K().cp, k.__dict__)
del k.cp
print(k.cp)
p = property(lambda s: 1, doc="dd")
print(p.__doc__, p.fget(0), p.__get__(5), p.__get__(None, int) is p, p.deleter(lambda s: 0).fdel is not None)
