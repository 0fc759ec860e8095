# jit: traces>=8
"""Natives that ask for a Python call in their place: traces go on in that function."""
import sys


class Bag:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __str__(self):
        return f"<{self.n}>"

    def __repr__(self):
        return f"Bag({self.n})"

    def __index__(self):
        return self.n

    def __iter__(self):
        return iter(range(self.n))


def lengths(things, count):
    total = 0
    for k in range(count):
        total += len(things[k % len(things)])
    return total


print(lengths([Bag(3)], 2000), lengths([Bag(3), [1, 2], "four", Bag(1)], 2000))


def reductions(count):
    out = [0, 0, 0, 0, 0]
    for k in range(count):
        out[0] += sum(x * k for x in (1, 2, 3))
        out[1] += any(x == k for x in (5, k))
        out[2] += all(x != k for x in (5, 7))
        out[3] += max((x * x for x in (k, -2 * k)), default=0)
        out[4] += min((k, 3), key=lambda v: -v)
    return out


print(reductions(2000))


def text(count):
    size = 0
    for k in range(count):
        b = Bag(k % 7)
        size += len(str(b)) + len(repr(b)) + len(",".join(str(x) for x in (k, b, 1)))
        size += len("%s" % b) + len(format(b)) + len([*b])
    return size


print(text(2000))


def order(count):
    total = 0
    for k in range(count):
        a, b, c = sorted((k % 5, k % 3, k % 7), key=lambda v: -v)
        total += 100 * a + 10 * b + c
        total += sum(map(lambda v: v + 1, (k, 1))) + len(list(filter(lambda v: v & 1, (k, 1, 2))))
    return total


print(order(2000))


class Looked:
    """Its length is asked for with the frames looked at, now and then."""

    def __init__(self):
        self.asked = 0

    def __len__(self):
        self.asked += 1
        if self.asked % 500 == 0:
            frame = sys._getframe(1)
            while frame.f_code.co_name != "look":
                frame = frame.f_back
            return frame.f_locals["k"] % 10
        return 1


def look(count):
    o = Looked()
    total = 0
    for k in range(count):
        total += len(o)
    return total


print(look(3000))


class Bad:
    def __init__(self):
        self.asked = 0

    def __len__(self):
        self.asked += 1
        if self.asked == 1500:
            raise KeyError(self.asked)
        if self.asked == 1600:
            return -1
        if self.asked == 1700:
            return "x"
        if self.asked == 1800:
            return 1 << 70
        return True if self.asked % 2 else 5


def bad(count):
    o = Bad()
    total = 0
    errors = []
    for k in range(count):
        try:
            total += len(o)
        except Exception as e:
            errors.append((k, type(e).__name__, str(e)))
    return total, errors


print(bad(2500))


def changing(count):
    """The same call meets natives that return at once, hand over, and hand over to another function."""
    total = 0
    calls = [len, sum, max, str, sorted]
    things = [Bag(3), [1, 2, 3], (4, 5), Bag(2)]
    for k in range(count):
        f = calls[k // 700]
        r = f(things[k % 4 if k % 50 == 0 else 0 if k % 3 else 3])
        total += len(r) if f in (str, sorted) else r
    return total


print(changing(3500))


def deep(n):
    return 0 if n == 0 else 1 + sum(deep(n - 1) for _ in (1,))


limit = sys.getrecursionlimit()
print(deep(20))
try:
    deep(100000)
except RecursionError as e:
    print(e)
print([deep(5) for _ in range(200)].count(5))
