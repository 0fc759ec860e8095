"""Euclid's algorithm over many pairs, in a function called from the loop. C twin: ../c/gcd.c."""

from harness import run


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def main(n):
    total = 0
    coprime = 0
    for a in range(1, n):
        for b in range(a, n, 3):
            g = gcd(a, b)
            total += g
            if g == 1:
                coprime += 1
    return total, coprime


if __name__ == "__main__":
    run(main, 3000)
