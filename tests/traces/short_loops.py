# jit: traces>=5
"""Loops of few iterations inside others: unrolled, however their ranges are written and whether their length varies."""


def plain(n):
    total = 0
    for i in range(n):
        for k in range(3):
            total += (i >> k) & 1
    return total


def moving(n):
    total = 0
    for i in range(n):
        for k in range(i, i + 3):
            total += k & 5
    return total


def constant_far(n):
    total = 0
    for i in range(n):
        for k in range(1000, 1004):
            total += k ^ i
    return total


def varying(n):
    total = 0
    for i in range(n):
        for k in range(i % 5):
            total += k + 1
    return total


def down(n):
    total = 0
    for i in range(n):
        for k in range(4, -1, -1):
            total = total * 3 + k & 0xFFFFF
    return total


def lists(n):
    pairs = [(0, 1), (1, 2), (2, 0)]
    total = 0
    for i in range(n):
        for a, b in pairs:
            total += a * i - b
    return total


def long_and_short(n):
    total = 0
    for i in range(n):
        for j in range(n):
            for k in range(2):
                total += i ^ j ^ k
            if j % 10 == i % 10:
                total += 1
    return total


def triangle(n):
    total = 0
    for i in range(n):
        for j in range(i, n):
            total += i ^ j
    return total


def dot(a, b):
    s = 0
    for x, y in zip(a, b):
        s += x * y
    return s


def called(n):
    a, b = [1, 2, 3], [4, 5, 6]
    total = 0
    for i in range(n):
        a[i % 3] = i
        total += dot(a, b)
    return total


def alone():
    """Run a few times only, by nothing that gets hot."""
    out = []
    for k in range(5):
        out.append(k * k)
    return out


print(plain(300), moving(300), constant_far(300), varying(300))
print(down(300), lists(300), long_and_short(60), triangle(80), called(300))
print(alone())
