# The seed "How 2 go fast with numba".
import numpy as np
from numba import jit, prange, get_num_threads, set_num_threads


def nbody_accel(masses, coordinates, G=1.0):
    """
    Computes the Newtontian gravitational acceleration exerted on each of a set
    of point masses.
    """

    # first declare the array that will store the acceleration
    accel = np.zeros_like(coordinates)  # array of zeros shaped like coordinate (N,3)
    N = coordinates.shape[0]  # number of particles

    for i in range(N):
        for j in range(N):
            if i == j:
                continue  # self-force is 0

            # first need to calculate the distance between i and j
            distance = 0.0
            for k in range(3):
                dx = coordinates[j, k] - coordinates[i, k]
                distance += dx * dx
            if distance == 0:
                continue  # just skip if points lie on top of each other
            distance = np.sqrt(distance)

            # now compute the acceleration
            for k in range(3):
                dx = coordinates[j, k] - coordinates[i, k]
                accel[i, k] += G * masses[j] * dx / distance**3  # computes the actual summand

    return accel


@jit(fastmath=True, parallel=True)
def nbody_accel_parallel(masses, coordinates, G=1.):
    accel = np.zeros_like(coordinates)
    N = coordinates.shape[0]

    for i in prange(N):  # this is prange now
        for j in range(N):
            if i == j:
                continue
            distance = 0.
            for k in range(3):
                dx = coordinates[j, k] - coordinates[i, k]
                distance += dx*dx
            if distance == 0:
                continue
            distance = np.sqrt(distance)
            for k in range(3):
                dx = coordinates[j, k] - coordinates[i, k]
                accel[i, k] += G * masses[j] * dx / distance**3

    return accel


num_particles = 24
np.random.seed(42)  # seed the RNG to run reproducibly
masses = np.random.rand(num_particles)
coordinates = np.random.normal(size=(num_particles, 3))
print(masses[:4], coordinates[0])

plain = nbody_accel(masses, coordinates)
print(plain[:3])
print(plain.sum(axis=0).round(9))
nbody_accel_numba = jit(nbody_accel)
fast = nbody_accel_numba(masses, coordinates)
print(fast[:3], repr(fast.sum()), repr(plain.sum()), [x.hex() for x in fast[7].tolist()])
parallel = nbody_accel_parallel(masses, coordinates, G=1.)
print(np.allclose(fast, plain), np.allclose(parallel, plain))
coordinates[3] = coordinates[4]
print(np.allclose(nbody_accel_numba(masses, coordinates, 2.0), 2 * nbody_accel(masses, coordinates)))

num_threads = get_num_threads()
set_num_threads(max(num_threads // 2, 1))
print(get_num_threads() == max(num_threads // 2, 1))
set_num_threads(num_threads)
print(get_num_threads() == num_threads)
