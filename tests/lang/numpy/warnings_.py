import sys
import numpy as np

with np.errstate(divide='ignore', invalid='ignore', over='ignore'):
    print(np.array([1.0, 0.0, -1.0]) / 0, np.float64(1) / 0, np.float64(0) / 0, np.log([0.0, -1.0]), np.sqrt([-1.0]), np.array([1, 2]) // 0, np.array([1, 2]) % 0)
    print(np.exp([1000.0]), np.float64(1e308) * 10, np.array([1e308]) * 10, np.arctanh([1.0]), np.power(0.0, -1.0), np.float64(5) % 0, np.float64(5) // 0)
    print(np.int64(5) // 0, np.int8(100) + np.int8(100), np.array([1e300]).astype(np.float32), np.array([np.nan]).astype(float))
old = np.seterr(all='ignore')
print(np.array([1.0]) / 0)
np.seterr(**old)
