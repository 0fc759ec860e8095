x = 0.0
for i in range(1000):
    x += 0.1
print(x, x == 100.0, sum([0.1] * 1000), abs(x - 100) < 1e-9)
y = 1.0
for i in range(60):
    y = y / 3 + 1
print(y, y * 3, y ** 0.5, y // 1, y % 0.7)
z = [0.1 * i for i in range(11)]
print(z, [round(v, 1) for v in z], [v == i / 10 for i, v in enumerate(z)])
e = 1.0
while 1.0 + e / 2 != 1.0:
    e /= 2
print(e)
h = 0.0
for n in range(1, 500):
    h += 1 / n
print(h, repr(h), f"{h:.20f}", f"{h:.3g}")
lo, hi = 0.0, 2.0
for _ in range(60):
    m = (lo + hi) / 2
    if m * m < 2:
        lo = m
    else:
        hi = m
print(lo, hi, lo == hi)
t = 0
for v in (1e308, 1e308, -1e308, -1e308):
    t += v
print(t, 1e308 + 1e308, -(1e308 * 10), 1e-308 / 1e10, 5e-324 * 0.5)
print([2.0**k for k in (-1074, -1, 0, 10, 1023)], 0.1 + 0.7, (0.1 + 0.7) * 10, int((0.1 + 0.7) * 10), 3 * 1.1, 1.1 * 1.1, 0.1 * 3, 1e16 + 1, 1e16 + 2, 2**53 + 1.0)
