# jit: traces>=8
"""A function called from a trace gets hot itself; while it is recorded, something it calls looks at frames, so that those of the trace below are made."""
import sys


def depth():
    f, d = sys._getframe(), 0
    while f:
        f, d = f.f_back, d + 1
    return d


def recurse(k):
    if k == 0:
        f, d = sys._getframe(), 0
        while f:
            f, d = f.f_back, d + 1
        return d
    return recurse(k - 1)


def recursive(n):
    out = []
    for i in range(n):
        out.append(recurse(i % 3))
    return out[:6], set(out[i] - i % 3 for i in range(n)), len(out)


print(recursive(300))
base = recurse(0)
print({recurse(i % 9) - base - i % 9 for i in range(300)})


# The function that is recorded is called as a whole (its loop is too long to be unrolled), below two inlined frames.
def busy(n):
    s = 0
    for j in range(n):
        s += depth() if j % 40 == 3 else j
    return s


def middle(i):
    x = i * 2
    return busy(60 + i % 3) + x


def outer(i):
    y = i + 1
    return middle(i) + y


def run(n):
    t = 0
    for i in range(n):
        t += outer(i)
    return t


print(run(100), run(3))


# Mutual recursion, with names of callers looked at.
def names():
    f, out = sys._getframe(1), []
    while f:
        out.append(f.f_code.co_name)
        f = f.f_back
    return tuple(out)


def even(k, seen):
    v = k + 0.5
    if k == 0:
        seen.add(names())
        return v
    return odd(k - 1, seen) + v


def odd(k, seen):
    w = [k]
    if k == 0:
        seen.add(names())
        return w[0]
    return even(k - 1, seen) + w[0]


def mutual(n):
    seen, t = set(), 0
    for i in range(n):
        t += even(i % 5, seen)
    return t, sorted(seen)


print(mutual(400))


# Exceptions that pass the moved frames.
def fails(k):
    if k == 0:
        raise KeyError(depth())
    return fails(k - 1)


def catches(n):
    t = 0
    for i in range(n):
        try:
            fails(i % 4)
        except KeyError as e:
            t += e.args[0]
    return t


print(catches(300))


# Generators below.
def items(n):
    for i in range(n):
        yield i + (depth() if i % 7 == 3 else 0)


def driven(n):
    t = 0
    for i in range(n):
        for v in items(i % 9 + 2):
            t += v
    return t


print(driven(200))
