# Hot loops over arrays, long enough to be compiled: results and scalar classes stay NumPy's.
import numpy as np
from numba import njit


def running(a):
    best, at, total = a[0], 0, 0.0
    for i in range(len(a)):
        if a[i] > best:
            best, at = a[i], i
        total += np.sqrt(np.abs(a[i]))
    return best, at, total


def stencil(a, n):
    b = a.copy()
    for _ in range(n):
        for i in range(1, len(a) - 1):
            b[i] = (a[i - 1] + a[i] + a[i + 1]) / 3
        a, b = b, a
    return a


def histogram(a, bins):
    h = np.zeros(bins, dtype=np.int64)
    for x in a:
        h[int(x * bins)] += 1
    return h


def matmul(a, b):
    n, m, k = a.shape[0], b.shape[1], a.shape[1]
    c = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            s = 0.0
            for p in range(k):
                s += a[i, p] * b[p, j]
            c[i, j] = s
    return c


def sieve(n):
    flags = np.ones(n + 1, dtype=np.bool_)
    flags[:2] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return flags.sum()


def mandel(width, height, limit):
    out = np.zeros((height, width), dtype=np.int32)
    for y in range(height):
        for x in range(width):
            cr, ci = 3.0 * x / width - 2.0, 2.0 * y / height - 1.0
            zr = zi = 0.0
            for n in range(limit):
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                if zr ** 2 + zi ** 2 > 4.0:
                    break
            out[y, x] = n
    return out


def ints(a):
    h = 0
    for i in range(len(a)):
        h = (h * 31 + int(a[i])) % 1000003
    return h


def until(a, limit):
    s = 0.0
    i = 0
    while s < limit:
        s += a[i]
        i += 1
    return i, s


a = np.random.default_rng(5).random(1500)
i = np.random.default_rng(6).integers(0, 1000, 1500)
for f in (lambda g: g, njit):
    best, at, total = f(running)(a - 0.5)
    print(float(best), int(at), float(total))
    print(f(stencil)(a[:60].copy(), 20)[25:28].tolist(), f(histogram)(a, 10), int(f(sieve)(2000)), int(f(ints)(i)))
    print(np.allclose(f(matmul)(a[:240].reshape(12, 20), a[:200].reshape(20, 10)), a[:240].reshape(12, 20) @ a[:200].reshape(20, 10)))
    print(f(mandel)(24, 12, 30).sum(), f(until)(a, 100.0)[0], float(f(until)(a, 100.0)[1]))
print(repr(running(a)[0]), repr(running(a)[2]), type(running(a)[1]).__name__, repr(until(a, 3.0)[1]), repr(sieve(100)))
r = a[3]
for k in range(1000):
    r = r * 1.0001
print(repr(r), type(r).__name__)
n = i[0]
for k in range(1000):
    n = n + 1
print(repr(n), type(n).__name__)
try:
    for k in range(2000):
        r = a[k]
except IndexError as e:
    print(e)
with np.errstate(divide='ignore'):
    z = np.float64(3)
    for k in range(1200):
        z = 1.0 / (np.float64(600) - k)
    print(repr(z))
