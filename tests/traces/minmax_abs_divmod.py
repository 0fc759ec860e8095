# jit: traces>=1
lo, hi, s = 10**9, -10**9, 0
for i in range(2000):
    v = (i * 7919 % 1013) - 500
    lo = min(lo, v)
    hi = max(hi, v, -v)
    s += abs(v) + max(v, 0) - min(0, v) + min(v, 1.5) + max(v, v / 2)
print(lo, hi, s)
q = 0
for i in range(1, 1000):
    a, b = divmod(i * i, 7)
    c, d = divmod(-i, 3.5)
    e, f = divmod(-(2**62) * i, i + 1)
    q += a + b + c + d + (e ^ f)
print(q)
w = 0
for i in range(500):
    w += pow(i, 2) + pow(i, 3, 7) + pow(2, i % 70) + round(i / 3) + round(i / 3, 1) + int(i / 3) + int(str(i)) + bool(i % 2) + len([i]) + ord(chr(i)) + isinstance(i, int) + (type(i) is int) + hash(i)
print(w)
x = -2**63
for i in range(300):
    x = abs(x) - 1 if x < 0 else -x - 1
print(x)
m = 0
for i in range(400):
    m = max(m, i, key=lambda t: t % 100)
print(m, max([3, 1, 2] * 100), min((i * 37 % 101 for i in range(100)), default=0))
try:
    for i in range(500):
        max(i, 1 if i < 400 else "s")
except TypeError as e:
    print(e, i)
try:
    for i in range(500):
        abs(i if i < 400 else None)
except TypeError as e:
    print(e, i)
f = 0.0
for i in range(-500, 500):
    f += float(i) * 0.5 + int(i * 0.7) + round(i * 0.5) + abs(i * 0.1) + (-i if i < 0 else +i) + (~i)
print(f)
import math
g = 0
for i in range(1, 800):
    g += math.floor(i / 3) + math.ceil(-i / 7) + math.gcd(i, 36) + math.isqrt(i) + math.sqrt(i) + math.sin(i) * math.cos(i) + math.fabs(-i) + math.trunc(-i / 2) + math.log(i) + math.hypot(i, 1) + math.copysign(1, -i) + math.fmod(-i, 3)
print(f"{g:.9f}")
try:
    for i in range(400, -2, -1):
        g += math.sqrt(i)
except ValueError as e:
    print(e, i)
