import numpy as np
from harness import measure, report
from numba import njit


@njit(cache=True)
def get_spike(
    h: np.ndarray, number_of_neurons: np.uint64, random_number: np.float64
) -> np.uint64:

    summation: np.float64 = np.float64(0.0)

    output: np.uint64 = np.uint64(number_of_neurons - 1)

    for i in range(0, np.uint64(number_of_neurons - 1)):
        summation += h[i]

        if random_number <= summation:
            output = np.uint64(i)
            return output

    return output


def main_interpreted(
    number_of_iterations: np.uint64,
    number_of_neurons: np.uint64,
    random_number_spikes: np.ndarray,
    random_number_h: np.ndarray,
) -> np.ndarray:

    results = np.zeros((number_of_iterations), dtype=np.uint64)

    for i in range(0, number_of_iterations):
        h = random_number_h[i, :]
        h /= h.sum()
        results[i] = get_spike(h, number_of_neurons, random_number_spikes[i])

    return results


@njit(cache=True)
def main(
    number_of_iterations: np.uint64,
    number_of_neurons: np.uint64,
    random_number_spikes: np.ndarray,
    random_number_h: np.ndarray,
) -> np.ndarray:

    results = np.zeros((number_of_iterations), dtype=np.uint64)

    for i in range(0, number_of_iterations):
        h = random_number_h[i, :]
        h /= h.sum()
        results[i] = get_spike(h, number_of_neurons, random_number_spikes[i])

    return results


number_of_iterations: np.uint64 = np.uint64(1000)
number_of_neurons: np.uint64 = np.uint64(10000)
myrng = np.random.default_rng(5)

random_number_spikes = myrng.random((number_of_iterations), dtype=np.float64)
random_number_h = myrng.random((number_of_iterations, number_of_neurons), dtype=np.float64)
arguments = (number_of_iterations, number_of_neurons, random_number_spikes, random_number_h)


# The last bits of the running sum may move a spike by one neuron, so the total is compared to within a few neurons.
def check(results):
    return str(int(results.sum()) // 1000)


measure("main(interpreted)+get_spike", lambda: main_interpreted(*arguments), check)
measure("main+get_spike", lambda: main(*arguments), check)
report()
