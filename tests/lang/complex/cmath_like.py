import cmath
import math
for z in (0j, 1 + 0j, -1 + 0j, 1j, -1j, 3 + 4j, -2.5 - 1.5j):
    print(z, cmath.sqrt(z), cmath.exp(z), cmath.phase(z), cmath.polar(z), abs(z))
print(cmath.rect(2, 0), cmath.isnan(complex("nan")), cmath.isinf(complex("inf")), cmath.isfinite(1j), cmath.isclose(1 + 1e-12j, 1))
print(cmath.pi == math.pi, cmath.infj, cmath.nanj, cmath.e)
zs = [complex(x, y) for x in (-1.5, 0.0, 2.0) for y in (-1.0, 0.0, 0.5)]
acc = 0j
for z in zs:
    acc = acc * 0.5 + z * z - z / (1 + abs(z))
    print(acc, acc.conjugate() * acc)


def mandel(c):
    z = 0j
    for i in range(50):
        if abs(z) > 2:
            return i
        z = z * z + c
    return 50


for y in range(-4, 5):
    print("".join(" .:-=+*#%@"[mandel(complex(x / 6, y / 4)) // 6 % 10] for x in range(-12, 5)))
for f in (lambda: cmath.log(0), lambda: cmath.sqrt("a"), lambda: cmath.exp(1e10)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
