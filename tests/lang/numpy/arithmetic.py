import numpy as np

a = np.arange(1, 7).reshape(2, 3)
f = a / 2
print(a + 1, a - f, a * a, a / 3, a // 2, a % 4, a ** 2, -a, +a, abs(-a))
print(1 + a, 10 - a, 2 * f, 12 / a, 7 // a, 7 % a, 2 ** a, f ** 2, f ** 0.5, f ** -1, 2.0 ** a)
print(a + np.array([10, 20, 30]), a + np.array([[100], [200]]), (a[:, None] * a[None]).shape)
print((a + 1.5).dtype, (a + True).dtype, (a.astype(np.float32) * 2.5).dtype, (a.astype(np.int8) + 1).dtype, (a.astype(np.float32) + np.float64(1)).dtype)
print((a.astype(np.uint8) + a.astype(np.int8)).dtype, (np.array([True]) + np.array([True])), (np.array([True]) + 1), np.array([200], np.uint8) + np.uint8(100))
print(a > 2, a == a.T.T, a != 3, a <= f * 2, (a > 1) & (a < 5), ~(a > 3), (a > 4) | (a == 1), (a > 1) ^ (a > 3))
print(a & 3, a | 8, a ^ 1, a << 2, a >> 1, ~a)
b = a.copy()
b += 1; print(b)
b -= a; print(b)
b *= 3; print(b)
b //= 2; print(b)
b **= 2; print(b)
b %= 3; print(b)
g = f.copy()
g /= 4; print(g)
g += a; print(g)
h = g[:, ::2]
h *= 10; print(g)
b <<= 2; print(b)
for bad in (lambda: a + np.arange(4), lambda: a + 'x', lambda: a + None, lambda: a ** -1, lambda: a & 1.5, lambda: -np.array([True]), lambda: np.array([True]) - np.array([True])):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
try:
    b += 1.5
except TypeError as e:
    print(type(e).__name__, e)
print(np.array([-7, 7]) // np.array([2, -2]), np.array([-7, 7]) % np.array([2, -2]), np.array([-7., 7.]) // 2, np.array([-7., 7.]) % -2)
print(np.fmod([-7, 7], 2), divmod(np.array([7, -7]), 2), a @ a.T, np.arange(3) @ np.arange(3), a @ np.arange(3), np.arange(2) @ a)
print([1, 2, 3] + np.arange(3), (1, 2, 3) * np.arange(3), np.arange(3) + [0.5] * 3, np.arange(3) == [0, 1, 5], np.arange(3) + range(3))
s = np.float64(2) * a
print(s, s.dtype, repr(a[0, 0] * 2.5), repr(a.sum() / 2), np.int8(100) + np.array([100], np.int8))
print(np.arange(4, dtype=np.int32) * np.arange(4, dtype=np.uint32), np.arange(3) == None, np.arange(3.) * np.float32(2))
