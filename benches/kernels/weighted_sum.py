import numpy as np
from harness import measure, number, report
from numba import njit


@njit
def weighted_sum(x, threshold):
    total = 0.0
    for i in range(len(x)):
        if x[i] > threshold:
            total += x[i]
        else:
            total -= x[i]
    return total


ones = np.ones(100_000)
np.random.seed(1)
mixed = np.random.rand(100_000) * 2.0
measure("weighted_sum(ones)", lambda: weighted_sum(ones, 1), number)
measure("weighted_sum(random)", lambda: weighted_sum(mixed, 1), number)
report()
