import numpy as np

a = np.arange(24).reshape(2, 3, 4)
print(a.shape, a.ndim, a.size, a.dtype, a.strides, a.itemsize, a.nbytes, len(a))
print(a.T.shape, a.T.strides, a.flags.c_contiguous, a.T.flags.c_contiguous, a.T.flags.f_contiguous, a.flags['WRITEABLE'])
print(a[0].base is a, a.base is None, type(a), isinstance(a, np.ndarray))
print(a.reshape(6, 4).shape, a.reshape(-1).shape, a.reshape((4, -1)).shape, a.ravel()[5], a.flatten().shape)
print(a.transpose(1, 0, 2).shape, a.swapaxes(0, 2).shape, np.moveaxis(a, 0, -1).shape, a[:, :1].squeeze().shape)
b = a.copy()
b[0, 0, 0] = 100
print(a[0, 0, 0], b[0, 0, 0])
print(a.astype(float).dtype, a.astype('int8').dtype, a.astype(bool).sum(), np.array([1.9, -1.9]).astype(int))
print(np.array([[1, 2], [3, 4]]).tolist(), np.array(3).tolist(), np.arange(3.).tolist(), a.item(5), np.array([7]).item())
c = np.zeros(4)
c.fill(3)
print(c, c.tolist(), list(c), 3 in c, 5 in c)
for row in np.arange(4).reshape(2, 2):
    print(row, type(row).__name__)
for x in np.arange(2.):
    print(repr(x))
for bad in (lambda: a.reshape(5, 5), lambda: a.reshape(-1, -1), lambda: len(np.array(1)), lambda: bool(np.arange(2)),
            lambda: int(np.arange(2)), lambda: a.item(), lambda: a.foo, lambda: iter(np.array(2)), lambda: hash(a)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(int(np.array([3])[0]), float(np.array(2.5)), bool(np.array([0])), [10, 20, 30][np.array(1)])
s = np.arange(6)
s.shape = (2, 3)
print(s, np.shape(s), np.ndim(s), np.size(s, 0))
v = s.T
v[0, 1] = 77
print(s, np.expand_dims(s, 0).shape, np.atleast_2d([1, 2]).shape)
r = np.arange(3)
r.flags.writeable = False
try:
    r[0] = 1
except ValueError as e:
    print(e)
print(np.array([1, 2], dtype=np.int16).tobytes(), np.arange(4, dtype=np.int64).view(np.uint64).dtype)
