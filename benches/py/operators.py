"""Operator methods: a vector, a fraction and a sparse polynomial with arithmetic, comparison, indexing, call, hash and bool."""

from math import gcd

from harness import run


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def __matmul__(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def __getitem__(self, i):
        return (self.x, self.y, self.z)[i]

    def __len__(self):
        return 3


class Frac:
    def __init__(self, num, den):
        d = gcd(num, den)
        self.num = num // d
        self.den = den // d

    def __add__(self, o):
        if isinstance(o, int):
            return Frac(self.num + o * self.den, self.den)
        return Frac(self.num * o.den + o.num * self.den, self.den * o.den)

    __radd__ = __add__

    def __mul__(self, o):
        return Frac(self.num * o.num, self.den * o.den)

    def __lt__(self, o):
        return self.num * o.den < o.num * self.den

    def __eq__(self, o):
        return self.num == o.num and self.den == o.den

    def __hash__(self):
        return self.num * 31 + self.den

    def __bool__(self):
        return self.num != 0


class Poly:
    def __init__(self, terms):
        self.terms = terms

    def __call__(self, x):
        return sum(c * x**e for e, c in self.terms.items())

    def __iadd__(self, o):
        for e, c in o.terms.items():
            self.terms[e] = self.terms.get(e, 0) + c
        return self

    def __contains__(self, e):
        return e in self.terms

    def __iter__(self):
        return iter(sorted(self.terms))


def main(n):
    position = Vec(0.0, 0.0, 0.0)
    velocity = Vec(1.0, 0.5, -0.25)
    pull = 0.0
    for i in range(n):
        acceleration = -position * 0.01 + 0.001 * velocity
        velocity = velocity + acceleration * 0.1
        position = position + velocity * 0.1
        pull += position @ velocity + position[i % len(position)]
    seen = {}
    best = Frac(0, 1)
    series = Frac(0, 1)
    for i in range(1, n // 2):
        f = Frac(i % 97 + 1, i % 89 + 1)
        seen[f] = seen.get(f, 0) + 1
        if best < f:
            best = f
        product = f * Frac(2, 3) + 1
        if product:
            series = Frac((series + product).num % 1009 + 1, 7)
    p = Poly({0: 1, 3: -2})
    acc = 0
    for i in range(n // 20):
        p += Poly({i % 6: 1, 2: 3})
        acc += p(i % 10) % 1009 + (5 in p) + sum(p)
    return repr(pull), len(seen), best.num, best.den, series.num, series.den, acc


if __name__ == "__main__":
    run(main, 150000)
