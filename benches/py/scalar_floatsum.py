"""Float sums: alternating series and a dependent recurrence. C twin: ../c/floatsum.c."""

from harness import run


def main(n):
    total = 0.0
    sign = 1.0
    x = 0.5
    for i in range(n):
        total += sign / (2 * i + 1)
        sign = -sign
        x = 3.75 * x * (1.0 - x)
        total += x * 1e-9
    return total.hex(), x.hex()


if __name__ == "__main__":
    run(main, 20000000)
