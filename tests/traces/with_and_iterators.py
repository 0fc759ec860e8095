# jit: traces>=1
class Ctx:
    depth = 0

    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        Ctx.depth += 1
        return self

    def __exit__(self, t, v, tb):
        Ctx.depth -= 1
        return self.swallow and t is ValueError


n = 0
for i in range(800):
    with Ctx(True) as c, Ctx(False):
        n += Ctx.depth
        if i % 3 == 0:
            raise ValueError(i)
        if i % 5 == 0:
            continue
        if i == 799:
            break
        n += 10
print(n, Ctx.depth, i)
try:
    for i in range(500):
        with Ctx(True):
            if i == 450:
                raise KeyError(i)
except KeyError as e:
    print(repr(e), Ctx.depth)


class Count:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Seq:
    def __getitem__(self, i):
        if i > 600:
            raise IndexError
        return i * 2


print(sum(Count(1000)), sum(Seq()), sum(x for x in Count(300) if x % 2), len(list(Seq())), 500 in Seq(), 501 in Seq(), max(Count(77)), [*Count(3)], dict(zip(Count(2), Seq())))
t = 0
for a, b in zip(Count(500), Seq()):
    t += a * b
for i in iter(Count(400).__next__, 350):
    t -= i
print(t)


def counted():
    counted.n += 1
    return counted.n


counted.n = 0
print(sum(iter(counted, 500)))


class Fails:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        return 100 // (400 - self.i)


s = 0
try:
    for v in Fails():
        s += v
except ZeroDivisionError as e:
    print(e, s)
import itertools
u = 0
for i, (a, b) in enumerate(itertools.product(range(30), repeat=2)):
    u += i * a - b
for x in itertools.takewhile(lambda v: v < 500, itertools.count(3, 7)):
    u += x
for p in itertools.combinations(range(12), 3):
    u ^= p[0] + p[1] * p[2]
for x in itertools.islice(itertools.cycle([1, 2, 3]), 400):
    u += x
for k, g in itertools.groupby(range(600), key=lambda v: v // 50):
    u += k * sum(g)
for x, y in itertools.zip_longest(range(200), range(300), fillvalue=-1):
    u += x - y
for a in itertools.accumulate(range(300)):
    u ^= a
for q in itertools.chain(range(100), "ab", [1.5]):
    u += q if q != "a" and q != "b" else 0
print(u)
