# jit: traces>=4
"""Comparisons of remainders by constants, of numbers of either sign and near the ends of 64 bits."""


def tally(xs):
    a = b = c = d = e = f = g = h = 0
    for x in xs:
        if x % 7 == 3:
            a += 1
        if x % 7 != 0:
            b += 1
        if x % 10 == 9:
            c += 1
        if x % 12 == 0:
            d += 1
        if x % 3 == 5:
            e += 1
        if x % 9223372036854775807 == 1:
            f += 1
        if x % 1000003 == 17:
            g += 1
        if x % -7 == -4:
            h += 1
    return a, b, c, d, e, f, g, h


def kept(xs):
    """The remainder is wanted afterwards."""
    total = 0
    for x in xs:
        r = x % 6
        if r == 1:
            total += 10
        total += r
    return total


def natural(n):
    hits = zeros = 0
    for i in range(n):
        if i % 15 == 0:
            zeros += 1
        if i % 11 == 4:
            hits += i
    return hits, zeros


small = list(range(-150, 150))
edges = [s * (1 << 63) + d for s in (-1, 1) for d in range(-60, 60)]
inside = [x for x in edges if -(1 << 63) <= x < 1 << 63]
print(tally(small))
print(tally(inside))
print(tally([x * 7 + 3 for x in small] + [1000003 * x + 17 for x in small]))
print(tally(edges))
print(kept(small), kept(inside))
print(natural(500))
