import numpy as np

total = 0.0
for x in np.arange(5) * 0.5:
    total += x
print(repr(total), type(total).__name__)
count = 0
a = np.random.default_rng(3).random(500)
for i in range(len(a)):
    if a[i] > 0.5:
        count += 1
print(count, type(count).__name__)
s = 0
for i in range(len(a)):
    s += a[i] * a[i]
print(repr(s), repr(np.sum(a * a)))
m = np.zeros((4, 4), dtype=np.int64)
for i in range(4):
    for j in range(4):
        m[i, j] = i * j
        m[i, j] += 1
print(m, repr(m[3, 3]), repr(m[3, 3] + 1))
b = np.arange(10, dtype=np.int32)
for i in range(1, 10):
    b[i] = b[i] + b[i - 1]
print(b, repr(b[-1]), repr(b[-1] * 2))
u = np.array([250], dtype=np.uint8)
u[0] += 3
u += 1
print(u)
f = np.zeros(3, dtype=np.float32)
for i in range(3):
    f[i] = 0.1 * i
print(f, repr(f[1]), repr(f[1] + 1.0), repr(f.sum()))
d = {np.float64(1.0): 'x', np.int64(2): 'y'}
print(d[1], d[2], np.int64(2) in [1, 2], sorted([np.float64(2.5), 1, np.int64(2)]))
v = np.arange(6)[::2]
v += 1
print(v, v.base is not None, v.sum(), v.copy().base)
g = np.ones((2, 3))
g[0] *= 2
g[:, 1] -= 5
print(g, g.T[1], (g > 0).all(), (g > 0).any(axis=0))
print([x for x in np.array([[1, 2], [3, 4]])], list(map(int, np.arange(3))), dict(zip('ab', np.arange(2))), max(np.arange(4)), sum(np.arange(4)), tuple(np.ones(2)))
print(*np.arange(3), sep=',')
i, j = np.array([5, 6])
print(i, j, np.array([1, 2]) is None, not np.array([0]), isinstance(np.arange(2), np.ndarray), 'x' * np.int64(3))
