# jit: traces>=6
# `for v in array`: elements, rows, what changes meanwhile.
import numpy as np
from numba import njit


def total(x):
    t = 0
    n = 0
    for v in x:
        t = t + v
        n += 1
    return t, n, type(t).__name__, type(v).__name__


for x in (np.arange(200), np.arange(200.0) / 3, np.arange(400)[::-2], np.linspace(0, 1, 150), np.arange(200)[::-1], np.arange(150) > 70):
    print(total(x))


@njit
def decorated(x):
    t = 0
    for v in x:
        t += int(v)
    return t


for name in ('int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float32', 'float64', 'bool'):
    print(name, decorated((np.arange(180) % 100).astype(name)))
print(decorated(np.array([2**63, 2**64 - 1] * 50, dtype='uint64')))


def rows(g):
    t = 0.0
    for k in range(70):
        for r in g:
            t += r[0] + len(r)
    return t, type(r).__name__, r.shape


print(rows(np.arange(12.0).reshape(4, 3)), rows(np.arange(24).reshape(2, 3, 4)[:, 1]))


def long_rows(g):
    t = 0.0
    for a, b in g:
        t += a * b
    return t


print(long_rows(np.arange(400.0).reshape(200, 2)))


def changing(x):
    t = 0
    for v in x:
        t += v
        if v < 100:
            x[int(v) + 1] += 1
    return t, x[:5].tolist()


print(changing(np.arange(150)))


def enumerated(x, y):
    t = 0
    for k, v in enumerate(x):
        t += k * v
    for a, b in zip(x, y):
        t += a - b
    return t, sum(x), max(y), list(x[:3]), [v * 2 for v in x[:3]]


print(enumerated(np.arange(150), np.arange(150.0) / 2))


def again(x):
    it = iter(x)
    t = 0
    for v in it:
        t += v
        if v == 120:
            break
    rest = list(it)
    return t, len(rest), list(it), next(it, 'end')


print(again(np.arange(150)))


def early(x, limit):
    for k, v in enumerate(x):
        if v > limit:
            return k, v
    return None


print(early(np.arange(300) * 3, 500), early(np.zeros(200), 1))


@njit
def histogram(x, bins):
    counts = np.zeros(bins, dtype=np.int64)
    for v in x:
        if 0.0 <= v < 1.0:
            counts[int(v * bins)] += 1
    return counts


print(histogram(np.linspace(-0.2, 1.2, 500), 10).tolist())
try:
    for v in np.array(5):
        pass
except TypeError as e:
    print(e)
it = iter(np.arange(3))
print(type(it).__name__, next(it), list(it), list(it))
