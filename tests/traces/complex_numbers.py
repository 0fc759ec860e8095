# jit: traces>=5
"""Complex arithmetic in traces is that of CPython to the last bit, signs of zeros and all."""
import math


def escape(c, limit):
    z = 0j
    for k in range(limit):
        if z.real * z.real + z.imag * z.imag > 4.0:
            return k, z
        z = z * z + c
    return limit, z


def picture(n):
    lines = []
    for row in range(n):
        line = ""
        for column in range(n):
            k, z = escape(complex(3.0 * column / n - 2.2, 2.4 * row / n - 1.2), 40)
            line += " .:-=+*#%@"[k % 10]
        lines.append(line)
    return lines, z


lines, z = picture(24)
print("\n".join(lines), z)


def mixed(values, count):
    total = 0j
    seen = []
    for k in range(count):
        a = values[k % len(values)]
        b = values[(k * 7 + 3) % len(values)]
        r = (a * b, a + b, a - b, -(a + 0j), b * 1j, 2 * (a + 1j), (a + 0j) * 3 - k)
        if k < 2 * len(values):
            seen.append(repr(r))
        total += r[1] if k % 2 else r[5]
        if math.isnan(total.real) or math.isnan(total.imag) or abs(total) > 1e12:
            total = 0j
    return seen, total


inf, nan = math.inf, math.nan
seen, total = mixed([1.5, -0.0, 2j, complex(-0.0, 0.0), 3, complex(1, -2), inf, complex(nan, 1), complex(0, -inf), -7], 1500)
for line in seen:
    print(line)
print(total)


class Turned(complex):
    def __add__(self, o):
        return "turned"

    @property
    def real(self):
        return 99


def subclass(count):
    out = []
    z = 1 + 1j
    for k in range(count):
        x = z if k % 500 else Turned(1, 2)
        r = x + 1, x.real, x * 2
        if k % 250 == 0:
            out.append(r)
    return out


print(subclass(2000))


def kept(count):
    """Some of the numbers leave the trace, some with an exception."""
    out = []
    z = 0.5j
    for k in range(count):
        z = z * (0.6 + 0.8j) + 0.001
        if k % 400 == 0:
            out.append(z)
        try:
            if k % 333 == 332:
                z.real = 3
        except AttributeError as e:
            out.append(str(e))
    return out, z, abs(z), z.conjugate(), z == complex(z.real, z.imag), hash(z) == hash(out[0])


print(kept(2000))
try:
    big = complex(1e308, 1e308)
    for k in range(400):
        big = abs(big * 1.0) * 1j if k == 399 else big + 0
except OverflowError as e:
    print(e)
