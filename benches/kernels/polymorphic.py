"""One kernel for several types: `polymorphic.py [kind]`.

With a kind (float64, float32, int64, strided, list) the kernel sees that kind only; without, it is called with all of them in
turn, and each kind is timed within that rotation. The two should not differ much.
"""

import sys
import time

import numpy as np
from harness import RESULTS, SAMPLE_SECONDS, SAMPLES, number, report
from numba import njit


@njit
def sum_of_squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


N = 10_000
KINDS = {
    "float64": np.ones(N),
    "float32": np.ones(N, dtype=np.float32),
    "int64": np.ones(N, dtype=np.int64),
    "strided": np.ones(2 * N)[::2],
    "list": [1.0] * N,
}
kinds = sys.argv[1:] or list(KINDS)
calls = {kind: 0 for kind in kinds}
samples = {kind: [] for kind in kinds}
checks = {}
first = {}
for kind in kinds:
    start = time.perf_counter()
    checks[kind] = number(sum_of_squares(KINDS[kind]))
    first[kind] = time.perf_counter() - start
for _ in range(SAMPLES):
    spent = {kind: 0.0 for kind in kinds}
    rounds = 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < SAMPLE_SECONDS * len(kinds):
        rounds += 1
        for kind in kinds:
            x = KINDS[kind]
            start = time.perf_counter()
            sum_of_squares(x)
            sum_of_squares(x)
            spent[kind] += time.perf_counter() - start
    for kind in kinds:
        samples[kind].append(spent[kind] / (2 * rounds))
for kind in kinds:
    RESULTS["polymorphic " + kind] = {
        "first_cpu": first[kind],
        "first_wall": first[kind],
        "cpu": samples[kind],
        "wall": samples[kind],
        "check": checks[kind],
    }
report()
