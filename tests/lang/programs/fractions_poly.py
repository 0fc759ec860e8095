from math import gcd


class Frac:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError("Frac(%r, 0)" % n)
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g

    def _c(o): return o if isinstance(o, Frac) else Frac(o) if isinstance(o, int) else None

    def _op(f):
        def op(self, o):
            o = Frac._c(o)
            return NotImplemented if o is None else f(self, o)
        def rop(self, o):
            o = Frac._c(o)
            return NotImplemented if o is None else f(o, self)
        return op, rop

    __add__, __radd__ = _op(lambda a, b: Frac(a.n * b.d + b.n * a.d, a.d * b.d))
    __sub__, __rsub__ = _op(lambda a, b: Frac(a.n * b.d - b.n * a.d, a.d * b.d))
    __mul__, __rmul__ = _op(lambda a, b: Frac(a.n * b.n, a.d * b.d))
    __truediv__, __rtruediv__ = _op(lambda a, b: Frac(a.n * b.d, a.d * b.n))
    __eq__ = _op(lambda a, b: a.n == b.n and a.d == b.d)[0]
    __lt__ = _op(lambda a, b: a.n * b.d < b.n * a.d)[0]

    __gt__ = _op(lambda a, b: a.n * b.d > b.n * a.d)[0]

    def __hash__(self): return hash((self.n, self.d))
    def __neg__(self): return Frac(-self.n, self.d)
    def __pow__(self, k): return Frac(self.n**k, self.d**k) if k >= 0 else Frac(self.d**-k, self.n**-k)
    def __float__(self): return self.n / self.d
    def __bool__(self): return self.n != 0
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


h = Frac(0)
for k in range(1, 40):
    h += Frac(1, k)
print(h, float(h), Frac(1, 2) + 1, 1 - Frac(1, 3), 2 * Frac(3, 4), 1 / Frac(2, 3), Frac(-4, -6), Frac(4, -6), Frac(2, 3) ** -3, Frac(1, 2) == Frac(2, 4), Frac(2) == 2, Frac(1, 3) < Frac(1, 2), -Frac(1, 2), bool(Frac(0)), sorted([Frac(1, 2), Frac(1, 3), 1]), sum([Frac(1, 6)] * 6), {Frac(1, 2): "h"}[Frac(3, 6)])
for f in (lambda: Frac(1, 0), lambda: Frac(1) / 0, lambda: Frac(1) + 1.5, lambda: "a" * Frac(2), lambda: Frac(1) < "a"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Poly:
    def __init__(self, *c): self.c = list(c)
    def __call__(self, x):
        r = 0
        for a in reversed(self.c):
            r = r * x + a
        return r
    def __mul__(self, o):
        r = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                r[i + j] += a * b
        return Poly(*r)
    def diff(self): return Poly(*[i * a for i, a in enumerate(self.c)][1:])
    def __str__(self): return " + ".join(f"{a}x^{i}" if i else str(a) for i, a in enumerate(self.c) if a)


p = Poly(1, 2, 3)
q = p * p * Poly(-1, 1)
print(p, q, q(2), q(0.5), q(Frac(1, 2)), q.diff(), q.diff()(1), p(10**20))
