"""Times a compiled kernel: the first call apart, then steady calls. Runs unchanged under Numba and under Adder.

`measure(call)` calls once (that is `first`, with compilation), and then takes samples of enough calls each to be measurable.
Times are seconds per call: CPU time of the process, and wall time, which is the one to read for parallel kernels. `report()`
prints one line of JSON with everything measured, and the result of each kernel, so that implementations can be compared.
"""

import json
import sys
import time

SAMPLES = 7
SAMPLE_SECONDS = 0.05


def clocks():
    return time.process_time(), time.perf_counter()


def timed(call, count):
    cpu, wall = clocks()
    for _ in range(count):
        result = call()
    cpu_end, wall_end = clocks()
    return (cpu_end - cpu) / count, (wall_end - wall) / count, result


def steady(call, samples=SAMPLES):
    """Samples of (CPU, wall) seconds per call, after doubling the count of calls until a sample takes long enough."""
    count = 1
    while True:
        cpu, wall, _ = timed(call, count)
        if wall * count >= SAMPLE_SECONDS or count >= 1 << 20:
            break
        count *= 2
    cpus, walls = [], []
    for _ in range(samples):
        cpu, wall, _ = timed(call, count)
        cpus.append(cpu)
        walls.append(wall)
    return cpus, walls


RESULTS = {}


def measure(name, call, check):
    """Measures `call`; `check(result)` makes a short text of its result. A kernel that is refused is reported as an error."""
    try:
        first_cpu, first_wall, result = timed(call, 1)
    except Exception as e:
        RESULTS[name] = {"error": type(e).__name__}
        return
    text = check(result)
    cpus, walls = steady(call)
    RESULTS[name] = {"first_cpu": first_cpu, "first_wall": first_wall, "cpu": cpus, "wall": walls, "check": text}


def report():
    print(json.dumps(RESULTS))
    sys.stdout.flush()


def number(x):
    """Ten digits: what compilers agree on when they may contract or re-associate."""
    return "%.9e" % x
