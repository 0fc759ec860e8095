# The seed "Let the Compiler Help Us Compute": counters and sums, plain and decorated.
import numpy as np
from numba import njit, prange


def count_spikes(x, threshold):
    count = 0
    for i in range(len(x)):
        if x[i] > threshold:
            count += 1
    return count


def sum_of_squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


def weighted_sum(x, threshold):
    total = 0.0
    for i in range(len(x)):
        if x[i] > threshold:
            total += x[i]
        else:
            total -= x[i]
    return total


def sum_seq(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


@njit(parallel=True)
def sum_par(x):
    total = 0.0
    for i in prange(len(x)):
        total += x[i]
    return total


@njit
def dependent_loop(x):
    for i in range(1, len(x)):
        x[i] = x[i] + x[i - 1]
    return x


np.random.seed(7)
x = np.random.random(2000)
print(x[:3], x[-1])
for f in (count_spikes, njit(count_spikes)):
    r = f(x, 0.1)
    print(r, type(r).__name__)
for f in (sum_of_squares, sum_seq):
    r, s = f(x), njit(f)(x)
    print(repr(r), repr(s), r == s)
r, s = weighted_sum(x, 0.5), njit(weighted_sum)(x, 0.5)
print(repr(r), repr(s))
print(round(sum_par(x), 6), round(x.sum(), 6))
print(sum_of_squares(np.ones(1000)), njit(sum_of_squares)(np.ones(1000)))
print(weighted_sum(np.ones(1000), 1), weighted_sum(np.zeros(10), 1))
print(dependent_loop(x[:8].copy()))
y = x * 2 + 3
print(y.sum(), (3 * x ** 2 + 2 * x + 1).sum(), np.sum(np.sqrt(x)))
for _ in range(5):
    y = y * 2 * 2
print(y)
