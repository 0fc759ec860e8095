# jit: traces>=6
"""Slices of lists and tuples in hot loops: taken, stored, kept, with bounds of all kinds."""


def flips(order):
    work = order[:]
    n = 0
    first = work[0]
    while first:
        work[: first + 1] = work[first::-1]
        n += 1
        first = work[0]
    return n


def bounds(n):
    xs = list(range(20))
    t = tuple(xs)
    total = 0
    for i in range(n):
        a, b = i % 31 - 10, i % 37 - 15
        total += sum(xs[a:b]) + len(xs[:b]) * 3 + len(xs[a:]) * 5
        total += sum(t[a:b]) + len(t[::-1]) + len(t[a::2]) + sum(xs[b:a:-3])
        total += len(xs[a : 10**15]) + len(xs[-(2**62) : b]) + len(xs[a:b:1])
    return total


def kept(n):
    """The slice object leaves the trace; and one from outside comes in."""
    s = slice(2, None, 3)
    xs = list(range(30))
    seen = []
    total = 0
    for i in range(n):
        t = slice(i % 5, i)
        total += sum(xs[s]) + sum(xs[t])
        if i % 60 == 7:
            seen.append(t)
    return total, seen


def steps(n):
    xs = list(range(10))
    out = []
    for i in range(n):
        step = (1, 2, -1, -4, 3)[i // 60 % 5]
        out.append(xs[::step])
        try:
            xs[:: i % 90 - 45]
        except ValueError as e:
            out.append(str(e))
    return out[::29], len(out)


def stores(n):
    xs = list(range(12))
    for i in range(n):
        k = i % 9
        xs[k : k + 2] = [i, k, -i][: 1 + i % 3]
        if len(xs) > 20:
            xs[3:9] = []
        if i % 50 == 3:
            xs[2:5] = xs
            xs[8:] = (1, 2, 3)
        if i % 70 == 5:
            xs[::2] = xs[::2][::-1]
    return xs


def same(n):
    xs = [1, 2, 3]
    lengths = 0
    for i in range(n):
        xs[1:1] = xs
        lengths += len(xs)
        if len(xs) > 40:
            xs[:] = xs[-3:]
    return xs, lengths


class Index:
    def __init__(self, k):
        self.k = k

    def __index__(self):
        return self.k


class Rows(list):
    def __getitem__(self, k):
        return "row", k


def others(n):
    xs = list(range(10))
    rows = Rows(xs)
    out = []
    total = 0
    for i in range(n):
        total += len(xs[Index(i % 7) :]) + len(xs[True : Index(5)]) + len("abcdef"[i % 4 :]) + len(b"abc"[: i % 3])
        if i % 80 == 9:
            out.append(rows[i:3])
    return total, out


def wrong(n):
    xs = [1, 2, 3]
    caught = []
    for i in range(n):
        try:
            if i % 40 == 11:
                xs[0:2] = 5
            elif i % 40 == 12:
                xs["a":2]
            elif i % 40 == 13:
                xs[::2] = [1, 2, 3]
            xs[i % 3 :]
        except (TypeError, ValueError) as e:
            caught.append(str(e))
    return caught[:4], len(caught)


total = 0
for k in range(400):
    order = list(range(8))
    order[0], order[k % 8] = order[k % 8], order[0]
    order[k % 5], order[k % 7] = order[k % 7], order[k % 5]
    total += flips(order)
print(total)
print(bounds(400))
print(kept(300))
print(steps(400))
print(stores(400))
print(same(200))
print(others(300))
print(wrong(300))
