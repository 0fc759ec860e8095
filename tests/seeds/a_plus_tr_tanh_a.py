# The seed "Numba for automatic optimisation".
from numba import jit
import numpy as np


@jit(nopython=True)
def a_plus_tr_tanh_a(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


@jit(nopython=True, parallel=True)
def parallel_version(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


def plain(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


a = np.arange(10000).reshape((100, 100))
for f in (a_plus_tr_tanh_a, parallel_version, plain):
    r = f(a)
    print(r.dtype, r.shape, round(float(r[0, 0]), 9), round(float(r[99, 99]), 9))
    print(r)
b = np.linspace(-1.0, 1.0, 16).reshape(4, 4)
print(np.round(a_plus_tr_tanh_a(b), 9))
