# jit: traces>=1
def star(*a):
    return len(a) + sum(a)


def kw(**k):
    return len(k) + k.get("b", 0)


def both(x, *a, y=10, **k):
    return x + y + len(a) * 100 + len(k) * 1000


def defaults(a, b=2, c=[0]):
    c[0] += 1
    return a + b + c[0]


def posonly(a, /, b, *, c):
    return a * 100 + b * 10 + c


t = 0
for i in range(800):
    t += star() + star(i) + star(i, 1, 2) + star(*range(i % 4)) + star(*(i,), *[1])
    t += kw() + kw(a=i) + kw(b=i, c=1) + kw(**{"b": 3})
    t += both(i) + both(i, 1, 2) + both(i, y=1) + both(i, z=1, y=2) + both(*(1, 2), **{"y": i, "q": 0})
    t += defaults(i) + defaults(i, 1) + defaults(b=i, a=1) + defaults(i, c=[5])
    t += posonly(1, 2, c=3) + posonly(i, b=1, c=2)
print(t, defaults.__defaults__)


class K:
    def __init__(self, a, b=1, *c, d=2, **e):
        self.v = a + b + len(c) + d + len(e)

    def m(self, x, y=5, *, z=1):
        return self.v + x * y + z

    @classmethod
    def make(cls, *a, **k):
        return cls(*a, **k)

    @staticmethod
    def s(*, q=1):
        return q


u = 0
for i in range(500):
    u += K(i).m(1) + K(i, 2, 3, 4, d=5, z=6).m(1, z=i) + K.make(i, b=2).m(y=1, x=2) + K.s(q=i) + K.s()
    f = K(1).m
    u += f(i) + f(*[1, 2], **{"z": 3})
print(u)


def wrong(i):
    if i < 300:
        return defaults(i)
    if i == 300:
        return defaults()
    return defaults(1, 2, 3, i)


errs = []
for i in range(303):
    try:
        wrong(i)
    except TypeError as e:
        errs.append(str(e))
print(errs)
for bad in (lambda: posonly(a=1, b=2, c=3), lambda: posonly(1, 2, 3), lambda: kw(1), lambda: both(), lambda: both(1, x=2), lambda: star(a=1), lambda: K(), lambda: defaults(1, a=2), lambda: posonly(1, 2)):
    msgs = set()
    for _ in range(80):
        try:
            bad()
        except TypeError as e:
            msgs.add(str(e))
    print(msgs)


def deco(f):
    def w(*a, **k):
        return f(*a, **k) + 1
    return w


@deco
@deco
def g(x, y=2):
    return x * y


print(sum(g(i) + g(i, y=3) for i in range(500)))
from functools import partial
p = partial(both, 1, y=3)
print(sum(p(i) + p(y=i) + p(z=i) for i in range(400)))
