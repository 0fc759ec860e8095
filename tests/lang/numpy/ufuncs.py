import numpy as np

x = np.array([0.25, 1.0, 4.0, 9.0])
print(np.sqrt(x), np.square(x), np.abs(-x), np.negative(x), np.reciprocal(x), np.sign([-2., 0., 3.]))
for f in (np.exp, np.log, np.sin, np.cos, np.tan, np.tanh, np.arctan, np.log10, np.log2, np.log1p, np.expm1, np.cbrt, np.sinh, np.cosh, np.arcsinh):
    print(f.__name__, np.round(f(x), 10))
print(np.arcsin([0, 0.5, 1]).round(10), np.arccos([0, 0.5, 1]).round(10), np.arctan2([1, -1], [1, 2]).round(10), np.hypot(3, [4, 5]).round(8))
y = np.array([-1.5, -0.5, 0.5, 1.5, 2.5])
print(np.floor(y), np.ceil(y), np.trunc(y), np.rint(y), np.round(y), np.floor(np.arange(3)).dtype)
print(np.maximum(x, 2), np.minimum(x, [3, 0, 5, 1]), np.maximum([1, np.nan], [np.nan, 1]), np.fmax([1, np.nan], [np.nan, 1]), np.clip(x, 1, 5))
print(np.isnan([1, np.nan]), np.isinf([np.inf, 1]), np.isfinite([np.inf, np.nan, 1]), np.logical_not([0, 2]), np.logical_and([1, 0], [1, 1]))
print(np.add(1, [1, 2]), np.subtract([5], 2), np.multiply(2, 3), np.divide(7, 2), np.power(2, [1, 2, 3]), np.mod(7, 4), np.floor_divide(-7, 2))
print(np.sqrt(np.arange(5)).dtype, np.sqrt(np.float32([4])).dtype, np.exp(1).dtype, np.sqrt(16), repr(np.sqrt(2.0)), repr(np.exp(0)), repr(np.tanh(0.0)))
out = np.zeros(4)
r = np.sqrt(x, out=out)
print(out, r is out, np.add(x, 1, out), np.multiply(x, 2, dtype=np.float32).dtype)
print(np.add.reduce([1, 2, 3]), np.multiply.reduce([1, 2, 3, 4]), np.add.accumulate([1, 2, 3]), np.maximum.accumulate([1, 3, 2]), np.multiply.outer([1, 2], [1, 2, 3]))
print(np.maximum.reduce([3, 9, 2]), np.subtract.outer([1, 2], [1, 2]), np.greater(3, [1, 5]), np.equal([1, 2], 2))
print(np.deg2rad(180.0), np.rad2deg(np.pi), np.copysign(3, -0.0), np.bitwise_and(6, 3), np.left_shift(1, 4), np.invert(5))
for bad in (lambda: np.sqrt('a'), lambda: np.sqrt(), lambda: np.add(1), lambda: np.sqrt(None), lambda: np.bitwise_and(1.0, 2)):
    try:
        bad()
    except TypeError as e:
        print('TypeError')
print(repr(np.sqrt), np.add.nin, callable(np.sin), np.pi, np.e, np.inf, -np.inf, np.nan)
