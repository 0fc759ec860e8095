# jit: traces>=5

# Built-ins over generators and callables, whose loops are Python code of the prelude.


def mixed(n):
    for i in range(n):
        if i % 97 == 96:
            yield i / 7
        elif i % 89 == 88:
            yield True
        elif i % 83 == 82:
            yield 10**20
        else:
            yield i


def tenths(n):
    for i in range(n):
        yield 0.1 if i % 2 else 1e16 * (i % 4 - 1)


print(sum(mixed(2000)), sum(mixed(80)), sum(mixed(90)))
print(sum(tenths(1001)), sum(0.1 for _ in range(1000)), sum((float(i) for i in range(500)), 0.5))
print(sum((i & 1 == 0 for i in range(900)), 5), sum(1 << i % 70 for i in range(700)))
print(sum(float("inf") if i == 400 else i for i in range(600)))
print(sum((float("nan") if i == 300 else 1.5) for i in range(600)), sum(-0.0 for _ in range(300)))


class Money:
    def __init__(self, v):
        self.v = v

    def __radd__(self, other):
        return Money(self.v + (other.v if isinstance(other, Money) else other))

    __add__ = __radd__


print(sum(Money(i) for i in range(500)).v, sum([Money(i) if i > 250 else i for i in range(500)]).v)


def letters(n):
    for i in range(n):
        yield chr(97 + i % 26)


print("".join(letters(300))[250:], len("-".join(c + c for c in letters(500))))
print(list(x * 2 for x in range(400))[395:], tuple(letters(310))[300:], len(set(letters(400))))
print(sorted(set(i * i % 17 for i in range(300))), len(dict((i % 31, i) for i in range(400))))
print(dict(zip(letters(400), (i * i for i in range(500))))["c"], sum(dict(enumerate(letters(300)))))
print(max((i * 7919 % 1009 for i in range(900)), key=lambda v: -v), min(range(800), key=lambda v: v * 31 % 997))
print(max(letters(200)), min((i - 300) ** 2 for i in range(700)), max((), default="none"))
print(any(i > 600 for i in range(1000)), all(i < 600 for i in range(1000)), any(()), all(c < "z" for c in letters(500)))
t = 0
for a, b in zip(letters(800), map(lambda v: v + 1, filter(lambda v: v % 3, range(3000)))):
    t += b if a < "m" else -1
print(t)
for i, (a, b, c) in enumerate(zip(range(600), (v * 2 for v in range(700)), map(int, "12345" * 100))):
    t ^= a + b * c - i
print(t, sorted(range(300), key=lambda v: v * 37 % 101)[:12])
print(sum(map(lambda a, b: a * b, range(500), (v + 1 for v in range(600)))), sum(filter(None, (i % 3 for i in range(900)))))
print(sum(x for x in (y * y for y in range(600) if y % 3) if x & 1), [sum(j for j in range(i)) for i in range(300)][-1])


def strict():
    try:
        for a, b in zip((i for i in range(500)), range(400), strict=True):
            yield a - b
    except ValueError as e:
        yield str(e)


print([v for v in strict() if v])


def stops(n):
    it = iter(range(n))

    def f(x):
        if x == 350:
            raise StopIteration
        return x + next(it)
    return list(map(f, range(500)))


print(len(stops(1000)), len(stops(200)))
