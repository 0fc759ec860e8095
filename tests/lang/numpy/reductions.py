import numpy as np

a = np.arange(12).reshape(3, 4)
f = a / 7
for name in ('sum', 'prod', 'mean', 'min', 'max', 'argmin', 'argmax', 'any', 'all', 'cumsum', 'cumprod', 'std', 'var'):
    fn = getattr(np, name)
    print(name, fn(a), fn(a, axis=0), fn(a, axis=1), getattr(a, name)(axis=-1), fn(f), fn(f, axis=0))
print(repr(a.sum()), repr(a.mean()), repr(f.max()), repr(a.any()), repr(a.argmax()), repr(np.sum([True, True])), repr(np.mean([1, 2])))
print(a.sum(axis=(0, 1)), a.sum(axis=0, keepdims=True), a.mean(axis=1, keepdims=True), a.max(axis=None, keepdims=True), a.sum(dtype=float))
print(np.sum([]), np.prod([]), np.sum([[1, 2], [3, 4]]), np.sum(5), np.max([[1, 9], [3, 4]], axis=0), np.sum(np.ones((2, 3, 4)), axis=1).shape)
print(a.astype(np.int8).sum().dtype, a.astype(np.uint8).sum().dtype, a.astype(np.float32).sum().dtype, a.astype(np.float32).mean().dtype, (a > 3).sum(), (a > 3).mean())
print(np.std(f, ddof=1), np.var(a, axis=0), np.median(a), np.median(a, axis=0), np.percentile(a, 30), np.quantile([1, 2, 3, 4], [0.25, 0.5]), np.average([1, 2, 3], weights=[3, 2, 1]))
x = np.random.RandomState(3).standard_normal(10007)
print(repr(x.sum()), repr(x.mean()), repr(x.std()), repr(x[::3].sum()), repr(x[:1000].sum()), repr(np.sum(x[:127])), repr(np.cumsum(x)[-1]))
y = x[:9600].reshape(96, 100)
print(repr(y.sum()), y.sum(axis=0)[:3].tolist(), y.sum(axis=1)[:3].tolist(), repr(y.T.sum()), y.T.sum(axis=0)[:3].tolist(), repr(y[:, 3].sum()), repr(y[::2].sum()))
print(y.astype(np.float32).sum(), repr(y.mean(axis=0)[5]), repr(y.var()), repr(np.prod(y[0])), repr(y.max()), repr(y.min(axis=1)[7]), y.argmax(), y.argmin(axis=0)[:5])
i = (x * 1000).astype(np.int64)
print(i.sum(), repr(i.mean()), i.min(), i.max(), repr(i.std()), i.prod())
print(np.max([1, np.nan, 3]), np.min([np.nan, 1]), np.argmax([1, np.nan, 3]), np.nansum([1, np.nan]), np.nanmax([1, np.nan]), np.nanmean([1, np.nan, 2]))
for bad in (lambda: np.max([]), lambda: a.sum(axis=2), lambda: np.argmax([]), lambda: a.sum(axis=-3), lambda: np.min(np.zeros((0, 3)), axis=0)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(np.cumsum(a, axis=0), np.cumsum(a, axis=1), np.diff([1, 4, 9]), np.diff(a, axis=0), np.ptp([3, 9]), np.count_nonzero(a), np.trace(a))
out = np.zeros(4)
np.sum(a, axis=0, out=out)
print(out)
