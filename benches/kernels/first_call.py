"""Time to the first result of a new kernel when the compiler itself is already warm (another kernel was compiled before)."""

import math

import numpy as np
from harness import RESULTS, number, report, timed
from numba import njit


@njit
def warm(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] / 2.0
    return total


@njit
def sum_of_squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


@njit
def smooth(x, out):
    for i in range(1, len(x) - 1):
        out[i] = 0.25 * x[i - 1] + 0.5 * x[i] + 0.25 * x[i + 1]
    return out


@njit
def distances(points):
    n = points.shape[0]
    result = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            d = 0.0
            for k in range(points.shape[1]):
                step = points[i, k] - points[j, k]
                d += step * step
            result[i, j] = math.sqrt(d)
    return result


@njit
def histogram(x, bins):
    counts = np.zeros(bins, dtype=np.int64)
    for v in x:
        if 0.0 <= v < 1.0:
            counts[int(v * bins)] += 1
    return counts


np.random.seed(4)
x = np.random.rand(1000)
points = np.random.rand(30, 3)
warm(x)
for name, call, check in (
    ("sum_of_squares", lambda: sum_of_squares(x), number),
    ("smooth", lambda: smooth(x, np.zeros(1000)), lambda r: number(r.sum())),
    ("distances", lambda: distances(points), lambda r: number(r.sum())),
    ("histogram", lambda: histogram(x, 10), lambda r: str(r.tolist())),
):
    cpu, wall, result = timed(call, 1)
    RESULTS["first " + name] = {"first_cpu": cpu, "first_wall": wall, "cpu": [cpu], "wall": [wall], "check": check(result)}
report()
