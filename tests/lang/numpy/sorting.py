import numpy as np

a = np.array([3, 1, 2, 3, 0])
print(np.sort(a), np.argsort(a), a, np.unique(a), np.unique(a, return_counts=True), np.unique(a, return_inverse=True), np.unique(a, return_index=True))
a.sort()
print(a, np.searchsorted(a, 2), np.searchsorted(a, [0, 3, 9]), np.searchsorted(a, 3, side='right'))
m = np.array([[3, 1, 2], [0, 5, 4]])
print(np.sort(m), np.sort(m, axis=0), np.argsort(m, axis=1), np.sort(m, axis=None), m.argsort(axis=0))
print(np.sort([2.5, np.nan, 1.0]), np.argsort([2.5, np.nan, 1.0]), np.sort([True, False]), np.sort(np.array([3, 1], dtype=np.uint8)))
print(np.bincount([0, 1, 1, 3]), np.bincount([0, 1], weights=[0.5, 2]), np.bincount([1], minlength=4), np.histogram([1, 2, 2, 5], bins=4))
print(np.isin([1, 2, 3], [2, 3]), np.flatnonzero([0, 1, 1]), np.flip([1, 2, 3]), np.flip(m, 1), np.roll([1, 2, 3, 4], 1), np.roll(m, 1, axis=1))
print(np.median([3, 1, 2]), np.interp([0.5, 1.5, 9], [0, 1, 2], [0, 10, 20]), np.cross([1, 0, 0], [0, 1, 0]), np.outer([1, 2], [3, 4]))
print(np.unique(m), np.unique([1.5, np.nan, np.nan]), np.max(m), np.where(m > 2), np.extract if hasattr(np, 'nope') else '')
