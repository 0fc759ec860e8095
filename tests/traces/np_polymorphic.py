# jit: traces>=12
# One loop for many kinds of objects, called in turn: each kind has a root of its own.
import numpy as np
from numba import njit


@njit
def squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


def plain_squares(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total, type(total).__name__


n = 150
kinds = [
    np.arange(n) / 7, np.arange(n, dtype='float32') / 8, np.arange(n) - 50, (np.arange(2 * n) / 7)[::2], [float(k) for k in range(n)],
    [k - 50 for k in range(n)], tuple(range(n)), range(n), (np.arange(n) % 11).astype('int8'), (np.arange(n) % 15).astype('uint8'), np.arange(n, dtype='uint64'),
    np.arange(n) > 70, np.ones((2, n))[:, ::-1][1], bytes(n), bytearray(range(n)),
]
for _ in range(4):
    print([float(squares(k)) for k in kinds])
# Small integers and float32 keep to themselves here.
some = [k for k in kinds if not isinstance(k, np.ndarray) or k.dtype in ('float64', 'int64')]
for _ in range(3):
    print([plain_squares(k) for k in some])


def modes(x, flag, scale, out):
    t = 0
    for i in range(len(x)):
        if flag:
            t += x[i] * scale
        else:
            t -= x[i]
        if out is not None:
            out.append(t)
    return t


x = list(range(200))
for k in range(6):
    out = [] if k % 3 == 0 else None
    print(modes(x, k % 2, k, out), modes(x, not k % 2, k / 2, None), modes(kinds[0], k > 2, True, None), out and len(out))


class A:
    def __init__(self, v):
        self.v = v

    def get(self, k):
        return self.v * k


class B(A):
    def get(self, k):
        return self.v - k


class C(A):
    __slots__ = ('extra',)


def through(o, n):
    t = 0
    for k in range(n):
        t += o.get(k)
    return t


objects = [A(1), B(2), C(3), A(1.5), B('x') if False else B(2.5), A(np.float64(2.5)), B(np.int64(7)), A([1])]
for _ in range(3):
    for o in objects[:-1]:
        r = through(o, 120)
        print(r, type(r).__name__, end=' ')
    print()


def two(x, y):
    t = 0.0
    for i in range(len(x)):
        y[i] = x[i] + 1
        t += y[i]
    return t


for _ in range(3):
    for a in (kinds[0], kinds[2], kinds[4], kinds[5]):
        for b in (np.zeros(n), np.zeros(n, dtype=np.int64), [0] * n):
            print(float(two(a, b)), end=' ')
print()


def outer(arrays, rounds):
    t = 0.0
    for r in range(rounds):
        a = arrays[r % len(arrays)]
        for i in range(len(a)):
            t += float(a[i])
    return t


print(outer(kinds[:6], 60), outer([kinds[0]], 10), outer([kinds[4], kinds[1]], 20))
