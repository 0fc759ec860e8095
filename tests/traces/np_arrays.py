# jit: traces>=8
# Array elements of every type, shapes and strides that change, in hot loops.
import numpy as np
from numba import njit


@njit
def fill(a, n):
    for i in range(n):
        a[i] = i * 3 - 7 if i > 5 else i
    s = 0
    for i in range(n):
        s += int(a[i])
    return s


for name in ('int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float32', 'float64'):
    a = np.zeros(40, dtype=name)
    print(name, fill(a, 40), a.dtype, a[-3:].tolist())


@njit
def total(a):
    s = 0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s += a[i, j] * (a.size + a.ndim)
    return s


g = np.arange(60).reshape(6, 10)
for v in (g, g.T, g[::2], g[:, ::-1], g[::-1, ::3], g.astype(float), g.astype('float32'), g > 30):
    for _ in range(40):
        r = total(v)
    print(r)


def reshaped(a):
    out = []
    for k in range(200):
        if k == 150:
            a.shape = (4, 25)
        if k == 180:
            a.shape = (50, 2)
        out.append(a[a.shape[0] - 1, k % 2] + a.shape[1] * 1000)
    return sum(out), out[149:152], out[179:182]


print(reshaped(np.arange(100).reshape(10, 10)))


def out_of_bounds(a):
    n = 0
    for k in range(200):
        if k == 160:
            a.shape = (2, 50)
        try:
            n += a[5, 5]
        except IndexError as e:
            return n, k, str(e)


print(out_of_bounds(np.arange(100).reshape(10, 10)))


def ranges(n):
    t = 0
    for i in range(n):
        for k in range(3):
            t += k * i
        for k in range(i % 4, 9, 2):
            t ^= k
        for k in range(10, i % 3, -3):
            t += k
        for k in range(i % 2 - 5):
            t += 1000000
        r = range(2, 7)
        t += len(r)
    return t, r, list(r), range(i, -i, -7)


print(ranges(300))


def huge(n):
    t = 0
    for i in range(n):
        for k in range(2**62 - 1, 2**62 + 2):
            t += k % 5 + i
        for k in range(-2**63, -2**63 + 2):
            t += k % 3
        for k in range(2**70, 2**70 + 2):
            t += k % 7
    return t


print(huge(150))


@njit
def flagged(x):
    return x ** 2 / 3


@njit
def calls(x):
    t = 0.0
    for i in range(len(x)):
        t += flagged(x[i])
    return t


def plain_calls(x):
    t = 0.0
    for i in range(len(x)):
        t += flagged(x[i]) + np.float64(i)
    return t, type(t).__name__


x = np.arange(1, 200) / 7
print(calls(x), plain_calls(x))


@njit
def readonly(a):
    for i in range(len(a)):
        a[i] = 1.0
    return a


a = np.zeros(100)
readonly(a)
a.flags.writeable = False
try:
    readonly(a)
except ValueError as e:
    print(e)


def counts(values, n):
    c = np.zeros(n, dtype=np.int64)
    for v in values:
        c[v] += 1
    return c.tolist()


print(counts([k * k % 11 for k in range(300)], 11))


def rounding(a, values):
    for i in range(len(a)):
        a[i] = values[i]
    return a.tolist()


print(rounding(np.zeros(100, dtype=np.int64), [k / 3 - 10 for k in range(100)]))
print(rounding(np.zeros(100, dtype=np.float32), [k / 3 - 10 for k in range(100)]))
print(rounding(np.zeros(100, dtype=bool), [k % 3 == 0 for k in range(100)]))
for bad in ([300] * 100, [k * 2 for k in range(100)] + [128], [float('nan')] * 3):
    try:
        print(rounding(np.zeros(len(bad), dtype=np.int8), bad)[:3])
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
