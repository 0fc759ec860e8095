import numpy as np

print(np.zeros(3), np.ones((2, 2)), np.full((2, 3), 7), np.full(2, 1.5))
print(np.zeros((2, 3), dtype=np.int32), np.ones(3, dtype=bool), np.empty((0, 3)).shape)
print(repr(np.arange(5)), repr(np.arange(2, 10, 3)), repr(np.arange(5, 0, -2)), repr(np.arange(0.0, 1.0, 0.25)))
print(repr(np.arange(3, dtype=np.float32)), repr(np.arange(1.5)), np.arange(0), np.arange(5, 2))
print(np.linspace(0, 1, 5), np.linspace(0, 1, 4, endpoint=False), np.linspace(2, 3, 1))
print(np.linspace(0, 10, 11, dtype=int), np.linspace(1, 2, 3, retstep=True))
print(np.eye(3), np.eye(2, 3, k=1), np.identity(2, dtype=int))
print(repr(np.array([1, 2, 3])), repr(np.array([1, 2.5])), repr(np.array([True, False])), repr(np.array([[1, 2], [3, 4]])))
print(repr(np.array([])), repr(np.array([[], []])), repr(np.array(5)), repr(np.array(2.5)), repr(np.array((1, 2))))
print(repr(np.array([1, 2], dtype=float)), repr(np.array([1.7, -1.7], dtype=int)), repr(np.array([0, 1, 2], dtype=bool)))
print(repr(np.array([1, 2], dtype='f4')), repr(np.array([1], dtype='uint8')), repr(np.array(range(4))))
a = np.arange(6).reshape(2, 3)
print(np.zeros_like(a), np.ones_like(a, dtype=float), np.full_like(a, 9), np.empty_like(a).shape)
b = np.array(a)
b[0, 0] = 99
print(a[0, 0], np.asarray(a) is a, np.asarray(a, dtype=float) is a)
print(np.array([np.float64(1.5), 2]), np.array([np.arange(2), np.arange(2)]), np.array([[1, 2], [3, 4]], ndmin=3).shape)
print(np.array([2 ** 63], dtype=np.uint64), np.array([1, True, 2.0]).dtype, np.array([1, True]).dtype)
for bad in (lambda: np.zeros(-1), lambda: np.array([[1, 2], [3]]), lambda: np.zeros('a'), lambda: np.array([300], dtype=np.uint8),
            lambda: np.arange(0, 10, 0)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(np.fromiter((i * i for i in range(4)), dtype=np.int64), np.meshgrid([1, 2], [3, 4])[0], np.tri(3), np.diag([1, 2]))
print(np.logspace(0, 2, 3), np.tile([1, 2], 2), np.repeat([1, 2], 3), np.repeat([1, 2], [2, 1]))
