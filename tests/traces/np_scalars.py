# jit: traces>=6
# NumPy scalars in hot loops: arithmetic keeps NumPy's types, warnings come where NumPy gives them.
import numpy as np


def kinds(values):
    return [type(v).__name__ for v in values]


def running(x, y):
    total, product, power = 0.0, 1.0, 0
    for i in range(len(x)):
        total += x[i] * 2 - y[i] / 3
        product = product * (1 + x[i] / 1000)
        power = x[i] - i
    return total, product, power, -x[3], abs(-x[4]), +x[5]


x, y = np.arange(200.0), np.linspace(-1, 1, 200)
r = running(x, y)
print(r, kinds(r))


def integers(a, b):
    s, p, m, d, q = 0, 1, 0, 0, 0.0
    for i in range(len(a)):
        s += a[i]
        p = p * 3 % 1000003 + b[i]
        m = m ^ a[i] & 255 | b[i]
        d = a[i] // (b[i] + 1) + a[i] % (b[i] + 1)
        q += a[i] / (b[i] + 1)
    return s, p, m, d, q, -a[1]


a, b = np.arange(-100, 100), np.arange(200) % 7
r = integers(a, b)
print(r, kinds(r))


def tests(x, mask):
    n = k = last = 0
    for i in range(len(x)):
        if mask[i]:
            n += 1
        if not x[i]:
            k += 1
        c = x[i] > 100
        if c:
            last = i
    return n, k, last, c, x[-1] == 199, x[0] == x[1]


r = tests(x, x % 3 == 0)
print(r, kinds(r))


def overflow(v):
    seen = []
    for i in range(150):
        w = v * (i + 1)
        if i > 146:
            seen.append(w)
    return seen


print(overflow(np.int64(2**62 // 148)))
print(overflow(np.int64(2**62 // 74)))


def infinite(v):
    for i in range(150):
        w = v * i * 1e10
    return w


print(infinite(np.float64(1e300)), infinite(np.float64(1e280)))


def division(v):
    w = []
    for i in range(150):
        w.append(v / (149 - i))
    return w[-2:], w[:1]


print(division(np.float64(3)), division(np.int64(3)))


def scalar_argument(v, n):
    t = 0.0
    for i in range(n):
        t = t + v * i
        if t >= v * 1000:
            break
    return t, i, type(t).__name__


for v in (np.float64(1.5), 1.5, np.int64(2), 2, np.float64(0.5), np.float32(1.5), True, np.float64(3)):
    print(scalar_argument(v, 300))


def identity(v, n):
    seen = 0
    w = v
    for i in range(n):
        seen += (w is v) + (v * 1 > 0)
    return seen, w is v


print(identity(np.float64(2.5), 200), identity(np.int64(7), 200))


def indexing(x, idx, grid):
    t = 0.0
    for k in range(len(idx)):
        i = idx[k]
        t += x[i] + x[-i - 1] + grid[i % 4, k % 3] + grid[-1, i % 3]
        x[i] = t % 10
        grid[k % 4, i % 3] += 1
    return t, grid.tolist()


print(indexing(np.arange(50.0), np.arange(150) * 7 % 50, np.zeros((4, 3))))


def bounds(x, n):
    t = 0
    try:
        for i in range(n):
            t += x[i]
    except IndexError as e:
        return t, str(e)


print(bounds(np.arange(100), 120), bounds(np.arange(100.0), 130))


def math_functions(x):
    t = 0.0
    for i in range(1, len(x)):
        t += np.sqrt(x[i]) + np.exp(-x[i]) + float(x[i]) + int(x[i])
    return t, type(t).__name__


print(math_functions(x))
