# jit: traces>=1
"""Keyword, default, variadic and star calls, inlined and not."""


def scaled(a, factor=3, offset=1):
    return a * factor + offset


def total(*values):
    t = 0
    for v in values:
        t += v
    return t


def options(base, **named):
    return base + named["low"] - named["high"]


def only(a, /, b, *, c=5, d):
    return a * 1000 + b * 100 + c * 10 + d


def everything(a, *rest, k=1, **more):
    return a, rest, k, more


class Point:
    def __init__(self, x=0, y=0, *, name="p"):
        self.x = x
        self.y = y
        self.name = name

    def moved(self, dx=0, dy=0):
        return Point(self.x + dx, y=self.y + dy, name=self.name + "'")

    def __call__(self, k, *more):
        return self.x * k + len(more)


def forward(f, *args, **kwargs):
    return f(*args, **kwargs)


def main():
    acc = 0
    for i in range(200):
        acc += scaled(i) + scaled(i, offset=i) + scaled(i, 2, 7) + scaled(a=i, factor=2)
        acc -= total(i, 1, 2) + total(*(i, i)) + total()
        acc += options(i, high=2, low=i)
        acc ^= only(1, 2, d=i & 7) + only(i & 3, b=1, c=2, d=3)
        acc &= 0xFFFFFF
    print(acc)
    last = None
    for i in range(100):
        last = everything(i, i + 1, i + 2, k=i, z=1, y=i)
        assert last[1] == (i + 1, i + 2)
    print(last)
    p = Point()
    for i in range(100):
        p = p.moved(dy=1) if i % 3 else p.moved(2)
        if len(p.name) > 5:
            p = Point(p.x, p.y)
    print(p.x, p.y, p.name, p(3), p(3, 1, 2))
    acc = 0
    for i in range(100):
        acc += forward(scaled, i) + forward(scaled, i, 1) + forward(scaled, i, offset=2) + forward(p, i)
    print(acc)


def errors():
    bad = [lambda i: scaled(), lambda i: scaled(i, a=1), lambda i: scaled(1, 2, 3, 4), lambda i: scaled(1, b=2),
           lambda i: only(1, 2), lambda i: only(a=1, b=2, d=3), lambda i: forward(scaled, i, i, i, i)]
    for i in range(60):
        for f in bad:
            try:
                f(i)
                print("no error")
            except TypeError as e:
                if i == 59:
                    print(e)


def changing_defaults():
    def f(a, b=1, *, c=2):
        return a + b * 10 + c * 100

    out = []
    for i in range(90):
        if i == 30:
            f.__defaults__ = (5,)
        if i == 60:
            f.__kwdefaults__["c"] = 7
        out.append(f(i))
    print(out[0], out[29], out[30], out[59], out[60], out[89])


main()
errors()
changing_defaults()
