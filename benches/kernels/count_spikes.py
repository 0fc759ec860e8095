import numpy as np
from harness import measure, report
from numba import njit


@njit
def count_spikes(x, threshold):
    count = 0
    for i in range(len(x)):
        if x[i] > threshold:
            count += 1
    return count


np.random.seed(2)
x = np.random.random(10_000_000)
measure("count_spikes", lambda: count_spikes(x, 0.1), str)
report()
