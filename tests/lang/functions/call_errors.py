def e(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as x:
        print(x)


def f0(): pass
def f1(a): return a
def f2(a, b): return a, b
def f3(a, b, c=3): return a, b, c
def fk(*, x, y): return x, y
def fk1(a, *, x): return a, x
def fp(a, b, /): return a, b
def fpk(a, /, b, *, c): return a, b, c
def fs(a, *args): return a, args
def fkw(a, **kw): return a, kw


e(f0, 1)
e(f0, x=1)
e(f1)
e(f1, 1, 2)
e(f1, b=1)
e(f1, 1, a=1)
e(f2)
e(f2, 1)
e(f2, 1, 2, 3)
e(f2, b=1)
e(f2, 1, 2, 3, 4, c=5)
e(f3, 1)
e(f3)
e(f3, 1, 2, 3, 4)
e(fk)
e(fk, 1)
e(fk, x=1)
e(fk, x=1, y=2, z=3)
e(fk, 1, x=1, y=2)
e(fk1, 1, 2)
e(fk1, 1, 2, x=3)
e(fp, a=1, b=2)
e(fp, 1, b=2)
e(fp, 1)
e(fpk, 1, 2, 3)
e(fpk, a=1, b=2, c=3)
e(fpk, 1)
e(fs)
e(fs, args=1)
e(fs, 1, 2, b=3)
e(fkw)
e(fkw, 1, 2)
e(fkw, 1, **{"a": 2})
e(lambda: f1(*5))
e(lambda: f1(**5))
e(lambda: f1(**{1: 2}))
e(lambda: f1(*[1], *[2]))
e(lambda: f2(1, *None))
e(lambda: fkw(1, x=1, **{"x": 2}))
e(lambda: fkw(1, **{"x": 1}, **{"x": 2}))
none, five = None, 5
e(lambda: none())
e(lambda: five())
e(lambda: "abc".upper(1))
e(lambda: [].append())
e(lambda: len())
e(lambda: len(1, 2))
e(lambda: int.__add__(1))
e(lambda: dict.get({}))
e(lambda: print(foo=1))
e(lambda: sorted())
e(lambda: isinstance(1))
e(lambda: max())


class C:
    def m(self, a): return a
    def n(): return 1
    @classmethod
    def c(cls): return 1
    @staticmethod
    def s(a): return a


e(C().m)
e(C().m, 1, 2)
e(C.m)
e(C().n)
e(C().c, 1)
e(C().s)
e(C, 1)
e(lambda: C(x=1))
