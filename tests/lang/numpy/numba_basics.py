import numpy as np
import numba
from numba import jit, njit, prange


def power(x, n):
    return x ** 3 + x ** -2 + x ** n


@njit
def element(a, i):
    return a[i]


@njit
def fill(a):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] = i * 10 + j
    return a.sum(), a.mean()


@jit(nopython=True, fastmath=True)
def dist(p, q):
    d = 0.0
    for k in range(len(p)):
        d += (p[k] - q[k]) ** 2
    return np.sqrt(d)


@njit(parallel=True)
def total(n):
    s = 0
    for i in prange(n):
        s += i
    return s


@njit
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@njit(cache=True, nogil=True)
def collatz(n):
    """Steps to one."""
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


fast = jit(nopython=True)(power)
print(fast.py_func is power, round(fast(1.1, 4), 9), round(power(1.1, 4), 9))
for v in (element(np.arange(3), 1), element(np.ones(2), 0), element(np.array([True]), 0), np.arange(3)[1].item()):
    print(v, type(v).__name__)
print(fill(np.zeros((3, 4))), dist(np.array([0.0, 3.0]), np.array([4.0, 0.0])), type(dist(np.zeros(2), np.ones(2))).__name__)
print(total(1000), fib(15), collatz(27), collatz.__name__, collatz.__doc__, [collatz(i) for i in range(1, 8)])


@njit
def divide(a, b):
    return a / b


try:
    divide(1.0, 0.0)
except ZeroDivisionError:
    print('ZeroDivisionError')


@numba.njit("float64(float64)")
def half(x):
    return x / 2


@njit(numba.float64(numba.float64[:], numba.int64))
def pick(a, i):
    return a[i] * 2


@njit([numba.int64(numba.int64)])
def inc(x):
    return x + 1


print(half(3.0), pick(np.arange(3.0), 2), inc(4), numba.float64, numba.int64[:], numba.types.float64[:, ::1], numba.float32(1.5))


@njit
def where(a, t):
    out = np.empty_like(a)
    for i in range(a.size):
        out[i] = 0.0 if a[i] < t else np.exp(a[i]) + np.abs(a[i]) + np.sin(a[i]) ** 2
    return out


print(np.round(where(np.linspace(-1, 1, 5), 0.0), 8), where.py_func.__name__)
print(type(np.sqrt(2.0)).__name__, repr(power(np.float64(2.0), 2)))
