# numpy.linalg: small dense problems by Gaussian elimination with partial pivoting.
import numpy as np


class LinAlgError(ValueError):
    pass


def norm(x, ord=None, axis=None, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != 'f':
        x = x.astype(np.float64)
    if ord is None or (ord == 2 and x.ndim == 1) or (ord == 2 and isinstance(axis, int)):
        if axis is None:
            flat = x.ravel()
            return np.sqrt(np.dot(flat, flat))
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    if ord == 'fro':
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    if ord == np.inf:
        return np.max(np.abs(x), axis=axis, keepdims=keepdims)
    if ord == -np.inf:
        return np.min(np.abs(x), axis=axis, keepdims=keepdims)
    if ord == 0:
        return np.sum((x != 0).astype(x.dtype), axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.sum(np.abs(x), axis=axis, keepdims=keepdims)
    return np.sum(np.abs(x) ** ord, axis=axis, keepdims=keepdims) ** (1.0 / ord)


def _square(a):
    a = np.array(a, dtype=np.float64)
    if a.ndim != 2 or a.shape[0] != a.shape[1]:
        raise LinAlgError('Last 2 dimensions of the array must be square')
    return a


def _eliminate(a, b):
    n = a.shape[0]
    sign = 1.0
    for k in range(n):
        p = k + int(np.argmax(np.abs(a[k:, k])))
        if a[p, k] == 0.0:
            return 0.0
        if p != k:
            a[[k, p]] = a[[p, k]]
            if b is not None:
                b[[k, p]] = b[[p, k]]
            sign = -sign
        f = a[k + 1:, k] / a[k, k]
        a[k + 1:] -= f.reshape(-1, 1) * a[k]
        if b is not None:
            b[k + 1:] -= f.reshape(-1, 1) * b[k]
    return sign


def det(a):
    a = _square(a)
    sign = _eliminate(a, None)
    d = np.float64(sign)
    if sign:
        for k in range(a.shape[0]):
            d *= a[k, k]
    return d


def solve(a, b):
    a, b = _square(a), np.array(b, dtype=np.float64)
    vector = b.ndim == 1
    if vector:
        b = b.reshape(-1, 1)
    if not _eliminate(a, b):
        raise LinAlgError('Singular matrix')
    x = np.zeros_like(b)
    for k in range(a.shape[0] - 1, -1, -1):
        x[k] = (b[k] - np.dot(a[k, k + 1:], x[k + 1:])) / a[k, k]
    return x.ravel() if vector else x


def inv(a):
    a = _square(a)
    return solve(a, np.eye(a.shape[0]))
