# Functions of numpy that are compositions of others. Runs in a namespace of its own that begins as
# a copy of the native module's (`sum`, `min`, `abs` ... are NumPy's here, `bool` is Python's).
from builtins import max as _max, min as _min, abs as _abs


class flagsobj:
    def __init__(self, d, array):
        object.__setattr__(self, '_d', d)
        object.__setattr__(self, '_array', array)

    def __getitem__(self, name):
        return self._d[name]

    def __getattr__(self, name):
        try:
            return self._d[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        if name != 'writeable':
            raise AttributeError(name)
        _set_writeable(self._array, value)
        self._d['writeable'] = self._d['WRITEABLE'] = value

    def __repr__(self):
        names = ('C_CONTIGUOUS', 'F_CONTIGUOUS', 'OWNDATA', 'WRITEABLE')
        lines = [f'  {n} : {self._d[n]}' for n in names]
        return '\n'.join(lines) + '\n  ALIGNED : True\n  WRITEBACKIFCOPY : False\n'


def _axis(axis, ndim):
    at = axis + ndim if axis < 0 else axis
    if not 0 <= at < ndim:
        raise AxisError(f'axis {axis} is out of bounds for array of dimension {ndim}')
    return at


def shape(a):
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    a = asarray(a)
    return a.size if axis is None else a.shape[axis]


def reshape(a, shape, order='C', *, copy=None):
    return asarray(a).reshape(shape)


def ravel(a, order='C'):
    return asarray(a).ravel()


def transpose(a, axes=None):
    return asarray(a).transpose(axes)


def swapaxes(a, axis1, axis2):
    return asarray(a).swapaxes(axis1, axis2)


def moveaxis(a, source, destination):
    a = asarray(a)
    s, d = _axis(source, a.ndim), _axis(destination, a.ndim)
    order = [k for k in range(a.ndim) if k != s]
    order.insert(d, s)
    return a.transpose(order)


def squeeze(a, axis=None):
    return asarray(a).squeeze(axis)


def expand_dims(a, axis):
    a = asarray(a)
    at = _axis(axis, a.ndim + 1)
    return a.reshape(a.shape[:at] + (1,) + a.shape[at:])


def copy(a, order='K', subok=False):
    return array(a, copy=True)


def atleast_1d(*arrays):
    out = [a.reshape(1) if a.ndim == 0 else a for a in [asarray(x) for x in arrays]]
    return out[0] if len(out) == 1 else tuple(out)


def atleast_2d(*arrays):
    out = []
    for x in arrays:
        a = asarray(x)
        if a.ndim == 0:
            a = a.reshape(1, 1)
        elif a.ndim == 1:
            a = a[newaxis, :]
        out.append(a)
    return out[0] if len(out) == 1 else tuple(out)


def stack(arrays, axis=0, out=None, *, dtype=None):
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to stack')
    if len({a.shape for a in arrays}) != 1:
        raise ValueError('all input arrays must have the same shape')
    return concatenate([expand_dims(a, axis) for a in arrays], axis=axis, dtype=dtype)


def vstack(tup, *, dtype=None):
    return concatenate([atleast_2d(a) for a in tup], axis=0, dtype=dtype)


def hstack(tup, *, dtype=None):
    arrays = [atleast_1d(a) for a in tup]
    return concatenate(arrays, axis=0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype)


def column_stack(tup):
    out = []
    for a in tup:
        a = asarray(a)
        out.append(a.reshape(-1, 1) if a.ndim < 2 else a)
    return concatenate(out, axis=1)


def append(arr, values, axis=None):
    if axis is None:
        return concatenate((ravel(arr), ravel(values)))
    return concatenate((arr, values), axis=axis)


def split(ary, indices_or_sections, axis=0):
    ary = asarray(ary)
    n = ary.shape[axis]
    if isinstance(indices_or_sections, int):
        k = indices_or_sections
        if n % k:
            raise ValueError('array split does not result in an equal division')
        cuts = [i * (n // k) for i in range(1, k)]
    else:
        cuts = list(indices_or_sections)
    cuts = [0] + cuts + [n]
    before = (slice(None),) * _axis(axis, ary.ndim)
    return [ary[before + (slice(a, b),)] for a, b in zip(cuts[:-1], cuts[1:])]


def array_split(ary, indices_or_sections, axis=0):
    ary = asarray(ary)
    n = ary.shape[axis]
    if not isinstance(indices_or_sections, int):
        return split(ary, indices_or_sections, axis)
    k = indices_or_sections
    each, extra = n // k, n % k
    sizes = [each + 1] * extra + [each] * (k - extra)
    cuts, at = [], 0
    for s in sizes[:-1]:
        at += s
        cuts.append(at)
    return split(ary, cuts, axis)


def tile(A, reps):
    a = asarray(A)
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    nd = _max(a.ndim, len(reps))
    reps = (1,) * (nd - len(reps)) + reps
    a = a.reshape((1,) * (nd - a.ndim) + a.shape)
    for axis, n in enumerate(reps):
        a = concatenate([a] * n, axis=axis) if n else a[(slice(None),) * axis + (slice(0, 0),)]
    return a.copy()


def flip(m, axis=None):
    m = asarray(m)
    if axis is None:
        return m[(slice(None, None, -1),) * m.ndim]
    return m[(slice(None),) * _axis(axis, m.ndim) + (slice(None, None, -1),)]


def flipud(m):
    return flip(m, 0)


def fliplr(m):
    return flip(m, 1)


def roll(a, shift, axis=None):
    a = asarray(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    n = a.shape[axis]
    if n == 0:
        return a.copy()
    k = shift % n
    before = (slice(None),) * _axis(axis, a.ndim)
    return concatenate((a[before + (slice(n - k, n),)], a[before + (slice(0, n - k),)]), axis=axis)


def diff(a, n=1, axis=-1):
    a = asarray(a)
    before = (slice(None),) * _axis(axis, a.ndim)
    for _ in range(n):
        hi, lo = a[before + (slice(1, None),)], a[before + (slice(None, -1),)]
        a = not_equal(hi, lo) if a.dtype == bool_ else subtract(hi, lo)
    return a


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    flat = asarray(ar).ravel()
    if not (return_index or return_inverse or return_counts):
        s = sort(flat)
        if s.size == 0:
            return s
        keep = concatenate((ones(1, dtype=bool_), s[1:] != s[:-1]))
        if equal_nan and s.dtype.kind == 'f' and isnan(s[-1]):
            first = searchsorted(s, nan)
            keep[first + 1:] = False
        return s[keep]
    order = argsort(flat)
    s = flat[order]
    keep = concatenate((ones(_min(1, s.size), dtype=bool_), s[1:] != s[:-1]))
    out = [s[keep]]
    if return_index:
        out.append(order[keep])
    if return_inverse:
        inverse = empty(s.size, dtype=int64)
        inverse[order] = cumsum(keep) - 1
        out.append(inverse.reshape(asarray(ar).shape))
    if return_counts:
        at = concatenate((nonzero(keep)[0], array([s.size])))
        out.append(diff(at))
    return tuple(out)


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a, b = asarray(a), asarray(b)
    near = less_equal(absolute(a - b), atol + rtol * absolute(b))
    r = logical_or(logical_and(near, isfinite(b)), equal(a, b))
    if equal_nan:
        r = logical_or(r, logical_and(isnan(a), isnan(b)))
    return r


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    with errstate(invalid='ignore'):
        near = isclose(a, b, rtol, atol, equal_nan)
    return bool(near.all())


def array_equal(a1, a2, equal_nan=False):
    a1, a2 = asarray(a1), asarray(a2)
    if a1.shape != a2.shape:
        return False
    if equal_nan:
        return bool(logical_or(a1 == a2, logical_and(isnan(a1), isnan(a2))).all())
    return bool((a1 == a2).all()) if a1.ndim else bool(a1 == a2)


def array_equiv(a1, a2):
    return bool((asarray(a1) == asarray(a2)).all())


def ptp(a, axis=None):
    return max(a, axis) - min(a, axis)


def median(a, axis=None):
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    s = sort(a, axis)
    n = s.shape[axis]
    if n == 0:
        return float64(nan)
    before = (slice(None),) * _axis(axis, s.ndim)
    if n % 2:
        return mean(s[before + (slice(n // 2, n // 2 + 1),)], axis)
    return mean(s[before + (slice(n // 2 - 1, n // 2 + 1),)], axis)


def percentile(a, q, axis=None):
    return quantile(a, asarray(q) / 100, axis)


def quantile(a, q, axis=None):
    a = asarray(a, dtype=float64)
    if axis is None:
        a, axis = a.ravel(), 0
    s = sort(moveaxis(a, axis, 0), 0)
    n = s.shape[0]

    def one(q):
        at = q * (n - 1)
        lo = int(floor(at))
        hi = _min(lo + 1, n - 1)
        t = at - lo
        x, y = s[lo], s[hi]
        d = y - x
        return y - d * (1 - t) if t >= 0.5 else x + d * t

    if ndim(q) == 0:
        return one(float(q))
    return array([one(float(x)) for x in asarray(q).ravel()]).reshape(asarray(q).shape + s.shape[1:])


def average(a, axis=None, weights=None):
    a = asarray(a)
    if weights is None:
        return mean(a, axis)
    weights = asarray(weights)
    return multiply(a, weights).sum(axis) / weights.sum(axis)


def meshgrid(*xi, copy=True, sparse=False, indexing='xy'):
    n = len(xi)
    out = []
    for i, x in enumerate(xi):
        s = [1] * n
        s[i] = -1
        out.append(asarray(x).reshape(s))
    if indexing == 'xy' and n > 1:
        out = [a.swapaxes(0, 1) for a in out]
    if not sparse:
        full = broadcast_shapes(*[a.shape for a in out])
        out = [broadcast_to(a, full).copy() for a in out]
    return tuple(out)


def broadcast_shapes(*shapes):
    n = _max((len(s) for s in shapes), default=0)
    out = [1] * n
    for s in shapes:
        for k, d in enumerate(s, n - len(s)):
            if out[k] == 1:
                out[k] = d
            elif d != 1 and d != out[k]:
                raise ValueError('shape mismatch: objects cannot be broadcast to a single shape')
    return tuple(out)


def broadcast_arrays(*args):
    arrays = [asarray(a) for a in args]
    full = broadcast_shapes(*[a.shape for a in arrays])
    return tuple(broadcast_to(a, full) for a in arrays)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    y = linspace(start, stop, num=num, endpoint=endpoint)
    r = power(base, y)
    return r if dtype is None else r.astype(dtype)


def diag(v, k=0):
    v = asarray(v)
    if v.ndim == 1:
        n = v.size + _abs(k)
        out = zeros((n, n), dtype=v.dtype)
        for i in range(v.size):
            out[i + _max(-k, 0), i + _max(k, 0)] = v[i]
        return out
    rows, cols = v.shape
    n = _max(_min(rows - _max(-k, 0), cols - _max(k, 0)), 0)
    at = arange(n)
    return v[at + _max(-k, 0), at + _max(k, 0)]


def diagonal(a, offset=0):
    return diag(a, offset)


def trace(a, offset=0):
    return diag(a, offset).sum()


def tri(N, M=None, k=0, dtype=float64):
    M = N if M is None else M
    return greater_equal(arange(N).reshape(-1, 1), arange(-k, M - k)).astype(dtype)


def tril(m, k=0):
    m = asarray(m)
    return where(tri(*m.shape[-2:], k=k, dtype=bool_), m, zeros(1, m.dtype))


def triu(m, k=0):
    m = asarray(m)
    return where(tri(*m.shape[-2:], k=k - 1, dtype=bool_), zeros(1, m.dtype), m)


def argwhere(a):
    return transpose(array(nonzero(a)))


def flatnonzero(a):
    return nonzero(ravel(a))[0]


def isin(element, test_elements, assume_unique=False, invert=False):
    element = asarray(element)
    test = ravel(test_elements)
    r = zeros(element.shape, dtype=bool_)
    for x in test:
        r |= element == x
    return ~r if invert else r


def cross(a, b):
    a, b = asarray(a), asarray(b)
    x, y, z = a[..., 0], a[..., 1], a[..., 2]
    u, v, w = b[..., 0], b[..., 1], b[..., 2]
    return stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1)


def inner(a, b):
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    return dot(a, b.T) if b.ndim > 1 else dot(a, b)


def vdot(a, b):
    return dot(ravel(a), ravel(b))


def interp(x, xp, fp, left=None, right=None):
    x, xp, fp = asarray(x, dtype=float64), asarray(xp, dtype=float64), asarray(fp, dtype=float64)
    left = fp[0] if left is None else left
    right = fp[-1] if right is None else right

    def one(v):
        if v < xp[0]:
            return left
        if v > xp[-1]:
            return right
        j = int(searchsorted(xp, v, side='right')) - 1
        if j >= len(xp) - 1:
            return fp[-1]
        return (fp[j + 1] - fp[j]) / (xp[j + 1] - xp[j]) * (v - xp[j]) + fp[j]

    if x.ndim == 0:
        return float64(one(x[()]))
    return array([one(v) for v in x.ravel()], dtype=float64).reshape(x.shape)


def trapezoid(y, x=None, dx=1.0):
    y = asarray(y)
    d = dx if x is None else diff(asarray(x))
    return (d * (y[1:] + y[:-1]) / 2.0).sum()


def histogram(a, bins=10, range=None, density=None, weights=None):
    a = ravel(a)
    if ndim(bins) == 0:
        lo, hi = (float(a.min()), float(a.max())) if range is None else range
        if lo == hi:
            lo, hi = lo - 0.5, hi + 0.5
        edges = linspace(lo, hi, bins + 1)
    else:
        edges = asarray(bins)
    at = searchsorted(edges, a, side='right')
    at[a == edges[-1]] -= 1
    inside = (at > 0) & (at < len(edges))
    counts = bincount(at[inside] - 1, minlength=len(edges) - 1)
    if density:
        return counts / (counts.sum() * diff(edges)), edges
    return counts, edges


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    a = moveaxis(asarray(arr), axis, -1)
    flat = a.reshape(-1, a.shape[-1])
    out = [func1d(row, *args, **kwargs) for row in flat]
    r = asarray(out)
    return moveaxis(r.reshape(a.shape[:-1] + r.shape[1:]), -1, axis) if r.ndim > 1 else r.reshape(a.shape[:-1])


def fromiter(iter, dtype, count=-1):
    return array(list(iter), dtype=dtype)


def fromfunction(function, shape, *, dtype=float64, **kwargs):
    grids = meshgrid(*[arange(n, dtype=dtype) for n in shape], indexing='ij')
    return function(*grids, **kwargs)


def isscalar(element):
    return isinstance(element, (generic, int, float, bool, str))


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = array(x, copy=True)
    if x.dtype.kind != 'f':
        return x
    top = finfo(x.dtype).max
    r = where(isnan(x), nan, x)
    r = where(x == inf, top if posinf is None else posinf, r)
    return where(x == -inf, -top if neginf is None else neginf, r).astype(x.dtype)


def nansum(a, axis=None):
    a = asarray(a)
    return sum(where(isnan(a), 0, a), axis)


def nanmean(a, axis=None):
    a = asarray(a)
    return nansum(a, axis) / sum(~isnan(a), axis)


def nanmax(a, axis=None):
    a = asarray(a)
    return max(where(isnan(a), -inf, a), axis)


def nanmin(a, axis=None):
    a = asarray(a)
    return min(where(isnan(a), inf, a), axis)


def gradient(f, *varargs):
    f = asarray(f, dtype=float64)
    h = varargs[0] if varargs else 1.0
    out = empty_like(f)
    out[1:-1] = (f[2:] - f[:-2]) / (2.0 * h)
    out[0] = (f[1] - f[0]) / h
    out[-1] = (f[-1] - f[-2]) / h
    return out


def convolve(a, v, mode='full'):
    a, v = asarray(a), asarray(v)
    if len(v) > len(a):
        a, v = v, a
    n, m = len(a), len(v)
    out = zeros(n + m - 1, dtype=result_type(a, v))
    for k in range(m):
        out[k:k + n] += a * v[k]
    if mode == 'full':
        return out
    if mode == 'same':
        return out[(m - 1) // 2:(m - 1) // 2 + n]
    return out[m - 1:n]


class iinfo:
    def __init__(self, t):
        self.dtype = dtype(t)
        if self.dtype.kind not in 'iu':
            raise ValueError(f"Invalid integer data type '{self.dtype.kind}'.")
        self.bits = self.dtype.itemsize * 8
        signed = self.dtype.kind == 'i'
        self.min = -(1 << self.bits - 1) if signed else 0
        self.max = (1 << self.bits - signed) - 1


class finfo:
    def __init__(self, t):
        self.dtype = dtype(t)
        f = self.dtype.type
        if self.dtype == float32:
            self.bits = 32
            self.eps, self.tiny = f(2.0 ** -23), f(2.0 ** -126)
            self.max = f((2 - 2.0 ** -23) * 2.0 ** 127)
        else:
            self.bits = 64
            self.eps, self.tiny = f(2.0 ** -52), f(2.0 ** -1022)
            self.max = f(1.7976931348623157e308)
        self.min = -self.max
        self.smallest_normal = self.tiny


class errstate:
    def __init__(self, **kwargs):
        self._new = kwargs

    def __enter__(self):
        self._old = seterr(**self._new)

    def __exit__(self, *exc):
        seterr(**self._old)


class ndenumerate:
    def __init__(self, arr):
        self._arr = asarray(arr)

    def __iter__(self):
        for key in ndindex(self._arr.shape):
            yield key, self._arr[key]


class ndindex:
    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        self._shape = shape

    def __iter__(self):
        def walk(prefix, rest):
            if not rest:
                yield prefix
                return
            for i in range(rest[0]):
                yield from walk(prefix + (i,), rest[1:])
        return walk((), self._shape)


class AxisError(ValueError, IndexError):
    pass


class UFuncTypeError(TypeError):
    pass


class vectorize:
    def __init__(self, pyfunc, otypes=None, **kwargs):
        self.pyfunc = pyfunc
        self._otypes = otypes

    def __call__(self, *args):
        arrays = broadcast_arrays(*args)
        out = [self.pyfunc(*items) for items in zip(*[a.ravel() for a in arrays])]
        r = array(out, dtype=self._otypes[0] if self._otypes else None).reshape(arrays[0].shape)
        return r if r.ndim else r[()]


AxisError.__module__ = 'numpy.exceptions'
UFuncTypeError.__module__ = 'numpy._core._exceptions'
