import numpy as np

x = np.float64(1.5)
print(x, repr(x), x + 1, repr(x + 1), repr(1 + x), repr(x * 2.0), repr(x ** 2), repr(-x), repr(abs(-x)), x == 1.5, repr(x < 2))
print(repr(np.int64(3)), repr(np.int64(3) + 1), repr(np.int64(3) / 2), repr(np.int64(7) // 2), repr(np.int64(-7) % 3), repr(2 ** np.int64(3)))
print(repr(np.float32(0.1)), repr(np.float32(0.1) + 1), repr(np.float32(1) + np.float64(1)), repr(np.float32(3.3) * np.float32(2)))
print(repr(np.uint8(250) + np.uint8(3)), repr(np.int8(5) + np.int16(300)), repr(np.uint64(5) + np.int64(1)), repr(np.int32(5) * 2.0))
print(repr(np.True_), repr(np.bool_(0)), repr(np.bool_(3)), np.True_ & False, repr(np.True_ | np.False_), repr(~np.True_))
print(isinstance(x, float), isinstance(np.int64(1), int), type(x).__name__, type(x.item()), type(np.int64(1).item()))
print(int(np.int64(5)), float(np.float32(0.5)), bool(np.int64(0)), round(np.float64(2.567), 1), round(np.float64(2.5)), int(np.float64(3.9)))
print(f'{x:.3f} {np.int64(255):x} {np.float32(0.1)} {np.float64(1e20)} {np.int64(5):4d}|', '%d %s %.2f' % (np.int64(3), np.float64(2.5), np.float64(1.25)))
print(hash(np.float64(1.5)) == hash(1.5), hash(np.int64(7)) == hash(7), {1: 'a'}[np.int64(1)], {np.float64(2.0): 'b'}[2])
print([10, 20, 30][np.int64(1)], list(range(np.int64(3))), 'ab' * np.int64(2))
print(repr(np.float64('2.5')), repr(np.int64('12')), repr(np.int64(3.99)), repr(np.float64(True)), repr(np.uint8(200)))
print(str(np.float64(1e16)), str(np.float64(1e-5)), str(np.float32(1e16)), str(np.float32(123456.789)), repr(np.float64('nan')), repr(np.float64('-inf')))
print(repr(np.float64(7) // 2), repr(np.float64(-7) % 3), divmod(np.int64(7), 2), repr(np.int64(6) & 3), repr(np.int64(1) << 4))
print(x.dtype, x.shape, x.ndim, x.size, x.T, repr(x.real), np.int8(3).itemsize)
print(max(np.float64(1), np.float64(3)), sorted([np.int64(3), np.int64(1)]), sum([np.float64(0.5)] * 3), repr(sum([np.int64(2), 3])))
print(np.float64(1) == np.int64(1), np.int64(3) > 2.5, np.float64(2) != 2, np.int64(1) == 'a', np.float64(1) == None)
for bad in (lambda: np.uint8(300), lambda: np.int64('x'), lambda: np.int8(1) + 1000, lambda: np.float64([1, 2]) + 'a', lambda: np.int64(1) + None,
            lambda: np.float64(1) & 1, lambda: np.int64(2) ** -1, lambda: np.uint64(-1), lambda: np.int64(float('nan'))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(np.float64(3.0).is_integer()), np.float64(0.1) + np.float64(0.2), repr(np.float64(10).astype(np.int32)), repr(np.int64(5).astype(float)))
print(repr(np.square(3)), repr(np.add(1, 2)), repr(np.sqrt(4)), repr(np.add(1.5, 2)), repr(np.maximum(2, 3.5)), repr(np.sqrt(np.float32(2))))
