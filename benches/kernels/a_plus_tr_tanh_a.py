import numpy as np
from harness import measure, number, report
from numba import jit


@jit(nopython=True)
def a_plus_tr_tanh_a(a):
    trace = 0
    for i in range(a.shape[0]):
        trace += np.tanh(a[i, i])
    return a + trace


# Numba 0.68 refuses the integer arrays of the original text, as `a + trace` would have two types; floats go through.
small = np.arange(10000).reshape((100, 100))
small_float = np.arange(10000.0).reshape((100, 100))
large_float = np.arange(1000000.0).reshape((1000, 1000))
measure("a_plus_tr_tanh_a(100x100 int)", lambda: a_plus_tr_tanh_a(small), lambda r: number(r.sum()))
measure("a_plus_tr_tanh_a(100x100)", lambda: a_plus_tr_tanh_a(small_float), lambda r: number(r.sum()))
measure("a_plus_tr_tanh_a(1000x1000)", lambda: a_plus_tr_tanh_a(large_float), lambda r: number(r.sum()))
report()
