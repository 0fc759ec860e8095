# The seed about spikes: plain, decorated, decorated with signatures.
import numba
import numpy as np
from numba import njit


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


def make_main(get_spike):
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

    return main


def run(main):
    number_of_iterations: np.uint64 = np.uint64(100)
    number_of_neurons: np.uint64 = np.uint64(120)
    myrng = np.random.default_rng(11)

    random_number_spikes = myrng.random((number_of_iterations), dtype=np.float64)
    random_number_h = myrng.random(
        (number_of_iterations, number_of_neurons), dtype=np.float64
    )
    results = main(
        number_of_iterations=number_of_iterations,
        number_of_neurons=number_of_neurons,
        random_number_spikes=random_number_spikes,
        random_number_h=random_number_h,
    )

    check_for_errors = np.sum([results >= number_of_neurons])
    if check_for_errors > 0:
        print("Something went really wrong! Panic!")
    print(results[0:10], results.dtype, results.sum())


run(make_main(get_spike))

fast = njit(cache=True)(get_spike)
run(make_main(fast))

typed = njit(
    numba.types.uint64(numba.types.float64[:], numba.types.uint64, numba.types.float64),
    cache=True,
)(get_spike)
run(make_main(typed))
print(get_spike(np.ones(3), np.uint64(3), np.float64(1.5)), fast.py_func is get_spike)
print(repr(get_spike(np.ones(3), np.uint64(3), np.float64(1.5))), fast(np.ones(3), np.uint64(3), 1.5))


@njit(
    numba.types.uint64[:](
        numba.types.uint64,
        numba.types.uint64,
        numba.types.float64[:],
        numba.types.float64[:, :],
    ),
    cache=True,
)
def typed_main(
    number_of_iterations: np.uint64,
    number_of_neurons: np.uint64,
    random_number_spikes: np.ndarray,
    random_number_h: np.ndarray,
) -> np.ndarray:

    results = np.zeros((number_of_iterations), dtype=np.uint64)

    for i in range(0, number_of_iterations):
        h = random_number_h[i, :]
        h /= h.sum()
        results[i] = typed(h, number_of_neurons, random_number_spikes[i])

    return results


run(typed_main)
