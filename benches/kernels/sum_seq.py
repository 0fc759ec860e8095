import numpy as np
from harness import measure, number, report
from numba import njit, prange


@njit
def sum_seq(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


@njit(parallel=True)
def sum_seq_parallel(x):
    total = 0.0
    for i in prange(len(x)):
        total += x[i]
    return total


@njit
def dependent_loop(x):
    for i in range(1, len(x)):
        x[i] = x[i] + x[i - 1]
    return x


np.random.seed(3)
x = np.random.random(10_000_000)
zeros = np.zeros(1_000_000)
measure("sum_seq", lambda: sum_seq(x), number)
measure("sum_seq(parallel)", lambda: sum_seq_parallel(x), number)
measure("dependent_loop", lambda: dependent_loop(zeros), lambda r: number(r[-1]))
report()
