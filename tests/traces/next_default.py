# next(generator, default) at the generator's end, called by traces and by natives.
# jit: traces>=1
from functools import partial


def gen(n):
    for i in range(n):
        yield i * 2


def pairs():
    total = 0
    for c in range(12):
        for a, b in zip(range(13), gen(9)):
            total += a * b
    return total


def defaults(n):
    g = gen(n)
    total = 0
    for i in range(n + 50):
        total += next(g, 1)
    return total


print(pairs(), defaults(100))
g = gen(2)
print([partial(next, g, "end")() for _ in range(4)])
print([*map(next, [gen(1), gen(0)], [7, 8])])
print(sorted([gen(0), gen(1), gen(0)], key=partial(lambda d, g: next(g, d), 5)) != [])
try:
    next(gen(0))
except StopIteration as e:
    print("StopIteration", e.value)
