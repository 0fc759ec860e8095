# jit: traces>=1
# The recorded iteration changes what it took for constant: class attributes, methods, globals, functions.


class Base:
    x = 1

    def m(self):
        return self.x


class Derived(Base):
    pass


LIMIT = 3


def load(o):
    return o.x


def grow(n):
    return n + LIMIT


def attributes():
    d = Derived()
    out = []
    for k in range(12):
        out.append(load(d))
        Base.x += 1
    return out


def methods():
    d = Derived()
    out = []
    for k in range(12):
        out.append(d.m())
        if k % 3 == 1:
            Derived.m = lambda self, k=k: -k
    return out


def shadowed():
    d = Derived()
    out = []
    for k in range(12):
        out.append(load(d))
        setattr(Derived, "x", "own%d" % k)
    return out


def globals_change():
    global LIMIT
    out = []
    for k in range(12):
        out.append(grow(k))
        globals()["LIMIT"] = LIMIT + (k % 4 == 2)
    return out


def functions():
    def f():
        return 1

    def g():
        return 2

    out = []
    for k in range(12):
        out.append(f())
        f.__code__, g.__code__ = g.__code__, f.__code__
    return out


def steady(n):
    s = 0
    for k in range(n):
        s += k & 7
    return s


for run in range(3):
    print(attributes(), methods(), shadowed(), globals_change(), functions(), steady(500))
    del Derived.m, Derived.x
