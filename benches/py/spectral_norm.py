"""Spectral norm of an infinite matrix by the power method: calls in inner loops, float arithmetic over lists."""

from math import sqrt

from harness import run


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    n = len(v)
    return [sum(element(i, j) * v[j] for j in range(n)) for i in range(n)]


def transposed_times(v):
    result = []
    for i in range(len(v)):
        s = 0.0
        for j, x in enumerate(v):
            s += element(j, i) * x
        result.append(s)
    return result


def main(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    product = sum(a * b for a, b in zip(u, v))
    square = sum(b * b for b in v)
    return "%.9f" % sqrt(product / square)


if __name__ == "__main__":
    run(main, 350)
