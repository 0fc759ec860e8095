"""The Mandelbrot set, with complex numbers and with pairs of floats: a tight loop with a data-dependent exit."""

from harness import run


def escape_complex(c, limit):
    z = 0j
    for i in range(limit):
        if z.real * z.real + z.imag * z.imag > 4.0:
            return i
        z = z * z + c
    return limit


def escape_floats(a, b, limit):
    x = y = 0.0
    for i in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return i
        y = 2.0 * x * y + b
        x = xx - yy + a
    return limit


def main(n):
    limit = 60
    total = 0
    inside = 0
    for row in range(n):
        b = 2.4 * row / n - 1.2
        for column in range(n):
            a = 3.0 * column / n - 2.2
            steps = escape_floats(a, b, limit)
            total += steps
            if steps == limit:
                inside += 1
            if (row + column) % 4 == 0:
                total += escape_complex(complex(a, b), limit)
    return total, inside


if __name__ == "__main__":
    run(main, 400)
