# jit: traces>=1
class Temp:
    def __init__(self):
        self._c = 0
        self.reads = 0

    @property
    def c(self):
        self.reads += 1
        return self._c

    @c.setter
    def c(self, v):
        if v > 700:
            raise ValueError(v)
        self._c = v

    @property
    def f(self):
        return self.c * 1.8 + 32


t = Temp()
s = 0
try:
    for i in range(1000):
        t.c = i
        s += t.f
except ValueError as e:
    print(e, i, s, t.reads)


class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, o, cls=None):
        return self if o is None else getattr(o, self.name, 0)

    def __set__(self, o, v):
        if not isinstance(v, int):
            raise TypeError(self.name)
        o.__dict__[self.name] = v


class R:
    a = Typed()
    b = Typed()


r = R()
for i in range(800):
    r.a += i
    r.b = r.a - r.b
print(r.a, r.b)
try:
    for i in range(500):
        r.a = i if i < 400 else str(i)
except TypeError as e:
    print(e, r.a)


class Dyn:
    def __getattr__(self, n):
        if n == "boom":
            raise AttributeError("boom!")
        return len(n)

    def __setattr__(self, n, v):
        object.__setattr__(self, n, v + 1)


d = Dyn()
tot = 0
for i in range(500):
    tot += d.abc + d.xyzzy
    d.q = i
    tot += d.q
    if i == 300:
        d.abc = 100
print(tot, getattr(d, "boom", "default"))


class Meta(type):
    def __getattr__(cls, n):
        return 42


class M(metaclass=Meta):
    @classmethod
    def cm(cls, x):
        return x + cls.zzz

    @staticmethod
    def sm(x):
        return x * 2


print(sum(M.cm(i) + M.sm(i) + M().cm(1) for i in range(400)))
