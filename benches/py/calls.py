"""Function calls of all kinds: positional, keyword, default, variadic, recursive, through a table, built-in."""

from harness import run


def add(a, b):
    return a + b


def scaled(a, factor=3, offset=1):
    return a * factor + offset


def total(*values):
    t = 0
    for v in values:
        t += v
    return t


def options(base, **named):
    return base + named["low"] - named["high"]


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


TABLE = [abs, lambda v: v ^ 5, scaled]


def main(n):
    acc = 0
    for i in range(n):
        acc = add(acc, i)
        acc += scaled(i) + scaled(i, offset=i) + scaled(i, 2, 7)
        acc -= total(i, 1, 2) + total(*(i, i))
        acc += options(i, high=2, low=i)
        acc ^= TABLE[i % 3](-i)
        acc += max(i, 10) - min(i, 20)
        acc &= 0xFFFFFFFF
    return acc, fib(18 + n // 40000), is_even(300 + n % 7)


if __name__ == "__main__":
    run(main, 500000)
