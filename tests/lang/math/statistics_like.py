import math
xs = [((i * 7919) % 997) / 31 for i in range(200)]
mean = math.fsum(xs) / len(xs)
var = sum((x - mean) ** 2 for x in xs) / (len(xs) - 1)
print(repr(mean), repr(var), repr(math.sqrt(var)), repr(sum(xs)), repr(math.prod(1 + x / 1000 for x in xs)))
print(repr(sum(math.sin(x) * math.cos(x) for x in xs)), repr(sum(math.exp(-x) for x in xs)), repr(sum(math.log(x + 1) for x in xs)))
t = 0.0
for k in range(200):
    t += (-1) ** k / (2 * k + 1)
print(repr(4 * t), repr(math.pi - 4 * t))
def integrate(f, a, b, n):
    h = (b - a) / n
    return h * (0.5 * (f(a) + f(b)) + sum(f(a + i * h) for i in range(1, n)))
print(repr(integrate(math.sin, 0, math.pi, 500)), repr(integrate(lambda x: x * x, 0, 3, 300)), repr(integrate(math.exp, -1, 1, 64)))
def bisect(f, lo, hi):
    for _ in range(80):
        m = (lo + hi) / 2
        lo, hi = (m, hi) if f(lo) * f(m) > 0 else (lo, m)
    return lo
print(repr(bisect(lambda x: x**3 - 2, 0.0, 2.0)), repr(bisect(math.cos, 1.0, 2.0)))
print([round(math.degrees(math.atan2(y, x)), 6) for x in (-1, 0, 1) for y in (-1, 0, 1)])
print(math.floor(-0.5), math.ceil(-0.5), round(-0.5), int(-0.5), math.copysign(0.0, -1), -0.0 == 0.0, math.atan2(0.0, -0.0), math.atan2(-0.0, -0.0), math.sqrt(-0.0))
p = [n for n in range(2, 200) if all(n % d for d in range(2, math.isqrt(n) + 1))]
print(len(p), p[-1], math.prod(p[:12]), math.lcm(*range(1, 25)), math.gcd(*[x * 6 for x in p[:5]]))
