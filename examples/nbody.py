"""The n-body accelerations of a thousand particles: the program to try `adder compare` on.

    adder compare examples/nbody.py

runs it interpreted and with the JIT and shows both timings side by side, loop by loop.
"""

import time

import numpy as np


def nbody_accel(masses, coordinates, G=1.0):
    """
    Computes the Newtontian gravitational acceleration exerted on each of a set
    of point masses.

    Parameters
    ----------
    masses: array_like
        Shape (N,) array of masses
    coordinates: array_like
        Shape (N,3) array of coordinates
    G: float, optional
        Value of Newton's gravitational constant (default to 1)

    Returns
    -------
    accel: ndarray
        Shape (N,3) array containing the gravitational acceleration experienced
        by each point-mass
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
                accel[i, k] += G * masses[j] * dx / distance**3 # computes the actual summand

    return accel


def main(num_particles=1000):
    np.random.seed(42)  # the same particles in every run
    masses = np.random.rand(num_particles)
    coordinates = np.random.normal(size=(num_particles, 3))

    start = time.perf_counter()
    accel = nbody_accel(masses, coordinates)
    seconds = time.perf_counter() - start

    # With G = 1 every pair pulls with opposite forces, so the total force vanishes up to rounding.
    total_force = np.abs((masses.reshape(-1, 1) * accel).sum(axis=0)).max()
    print(f"mean acceleration {np.sqrt((accel * accel).sum(axis=1)).mean():.9f}")
    print(f"forces cancel: {total_force < 1e-6}")
    return seconds


if __name__ == "__main__":
    print(f"{main():.3f} s")
