import numpy as np

a, b = np.arange(4).reshape(2, 2), np.ones((2, 2))
print(np.concatenate((a, b)), np.concatenate([a, b], axis=1), np.concatenate([[1, 2], [3]]), np.concatenate((a, a), axis=None))
print(np.stack([[1, 2], [3, 4]]), np.stack([[1, 2], [3, 4]], axis=1), np.vstack(([1, 2], [3, 4])), np.hstack(([1, 2], [3])), np.column_stack(([1, 2], [3, 4])))
print(np.append([1, 2], 3), np.append(a, [[9, 9]], axis=0), np.split(np.arange(6), 3), np.split(np.arange(6), [2, 5]), np.array_split(np.arange(5), 2))
print(np.tile([1, 2], (2, 2)), np.repeat(a, 2, axis=0), np.meshgrid([1, 2, 3], [4, 5]), np.meshgrid([1, 2], [4, 5], indexing='ij')[0])
print(np.broadcast_to([1, 2], (3, 2)), np.broadcast_shapes((3, 1), (1, 4)), np.diag(a), np.diag([1, 2], 1), np.tril(np.ones((3, 3))), np.triu(a))
print(np.concatenate([np.array([1], np.int8), np.array([2], np.int32)]).dtype, np.concatenate([[True], [2.5]]).dtype, np.pad(a, 1).shape if hasattr(np, 'nope') else '')
for bad in (lambda: np.concatenate([]), lambda: np.concatenate((a, np.ones(3))), lambda: np.concatenate((a, np.ones((3, 3)))), lambda: np.stack([[1], [1, 2]]),
            lambda: np.broadcast_to([1, 2], (3, 3))):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(np.array_equal(a, a.copy()), np.array_equal(a, b), np.allclose([1, 2], [1, 2 + 1e-9]), np.isclose(1, 1.1), np.allclose(np.nan, np.nan, equal_nan=True))
