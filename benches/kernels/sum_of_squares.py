import numpy as np
from harness import measure, number, report
from numba import njit


@njit
def sum_of_squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


x = np.ones(100_000)
measure("sum_of_squares", lambda: sum_of_squares(x), number)
report()
