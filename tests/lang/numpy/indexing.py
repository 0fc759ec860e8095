import numpy as np

a = np.arange(12).reshape(3, 4)
print(a[1, 2], repr(a[1, 2]), a[-1], a[0, -1], a[1][2], a[(1, 2)])
print(a[1:], a[:, 1], a[::2, ::-1], a[..., 0], a[1, ...], a[:, np.newaxis].shape, a[None].shape, a[1:2, 1:2])
print(a[a > 5], a[a % 2 == 0].sum(), a[[0, 2]], a[[0, 2], [1, 3]], a[:, [3, 0]], a[np.array([True, False, True])])
print(a[np.array([[0, 1], [2, 0]])].shape, a[[-1]], a[:, a[0] > 1], a[1, [0, 1]], a[[[1], [2]], [0, 3]])
b = a.copy()
b[0] = 9
b[:, 1] = [7, 8, 9]
b[1, 2:] += 100
b[b > 50] = -1
print(b)
b[[0, 1], [0, 1]] = 55
b[:, ::2] = b[:, ::2] * 2
b[2] = np.arange(4) * 1.9
print(b)
c = np.zeros(5)
c[1:4] = 2.5
c[[0, 4]] = [1, 2]
c[-1] += 1
print(c, c[::-1], c[3:1:-1], c[10:], c[:-2])
v = a[1:, 1:]
v[0, 0] = 1000
print(a[1, 1], a[()].shape, np.array(5)[()], repr(np.array(5)[...]))
m = np.arange(24).reshape(2, 3, 4)
print(m[:, [0, 2], :].shape, m[0, :, [1, 2]].shape, m[:, 1, [0, 3]], m[[0, 1], :, [1, 2]], m[1, m[1] > 18])
for bad in (lambda: a[3], lambda: a[0, 4], lambda: a[0, 0, 0], lambda: a['x'], lambda: a[1.5], lambda: a[[0, 5]], lambda: a[np.array([True, False])],
            lambda: a.__setitem__(0, [1, 2]), lambda: a.__setitem__((0, 0), [1, 2]), lambda: a[[0, 1], [0, 1, 2]], lambda: a[..., ...], lambda: c.__setitem__(0, 'q')):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(np.where(a > 5, a, 0), np.where(a[0] > 1), np.nonzero(a[0]), np.argwhere(a > 9), np.take(a, [1, 2]), np.take(a, [1], axis=1))
i = np.int64(2)
print(a[i], a[i, np.int64(1)], a[np.uint8(1)], a[True].shape, a[np.False_].shape)
x = np.arange(10)
x[2:6] = x[0:4]
print(x)
x[1:] += x[:-1]
print(x)
np.add.at(x, [0, 0, 1], 100)
print(x)
