# jit: traces>=1
inf, nan = float("inf"), float("nan")
x, log = 1.0, []
for i in range(1200):
    x *= 2.0
    if x == inf:
        log.append(i)
        x = -x if len(log) % 2 else 1.0
    if x == -inf:
        x = 1.0
print(log, x)
y, n = 1.0, 0
for i in range(1200):
    y /= 2
    n += 1
    if y == 0.0:
        break
print(n, y)
z, signs = 0.0, []
for i in range(300):
    z = -z
    if i % 100 == 0:
        signs.append(str(z))
print(signs, z, -0.0 + 0, 0 * -1.0)
s = []
for i, v in enumerate([0.0, -0.0, inf, -inf, nan, 1.5, -1.5, 1e308, 5e-324] * 40):
    w = v * 2 - v
    if i < 9:
        s.append((w, abs(v), -v, v + v, v > 0, min(v, 0.0), max(v, 0.0), max(0.0, v)))
print(s)
c = 0
for i in range(1000):
    a = (nan, 1.0, inf)[i % 3]
    if a < 2:
        c += 1
    elif a >= 2:
        c += 10
    else:
        c += 100
print(c)
ints = 0
try:
    for i in range(400):
        ints += int(1e10 * i if i < 350 else inf)
except OverflowError as e:
    print(e, ints)
try:
    for i in range(400):
        ints += int(-i / 3 if i < 350 else nan)
except ValueError as e:
    print(e, ints)
t = 0.0
for i in range(1, 1000):
    t += 1 / i**2 - (-1) ** i / i + i**0.5 * 1e-3 + i**-1
print(t)
h = 0.1
for i in range(500):
    h = 3.7 * h * (1 - h)
print(h)
p = 0.0
for i in range(2000):
    p += 4 * (-1) ** (i % 2) / (2 * i + 1)
print(p, round(p, 3), int(p), p // 1, p % 1)
e = 0
for i in range(500):
    e += int(i * 0.1 * 10) == i
    e += round(i / 10 * 3) + (i / 7).is_integer() + int(float(2**53 + i) - 2**53)
print(e)
q = 0
for i in range(300):
    q += (2.0**i == 2**i) + (float(2**60 + i) == 2**60 + i) + (2**53 + i + 0.0 > 2**53 + i)
print(q)
try:
    for i in range(2000):
        r = 2.0 ** i
except OverflowError as err:
    print(err, i)
try:
    for i in range(300, -2, -1):
        r = (i + 0.0) ** -1.5 if i else i / 1.0 % 0.0
except ZeroDivisionError as err:
    print(err, i)
k = 1.0
for i in range(400):
    k = k + 1e16 if i == 200 else k + 1
print(k)
