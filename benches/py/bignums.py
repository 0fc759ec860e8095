"""Integers beyond a machine word: digits of pi by a spigot, Fibonacci numbers, modular powers, hashing with 64-bit masks."""

from harness import run

MASK = 0xFFFFFFFFFFFFFFFF


def pi_digits(count):
    digits = []
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < m * t:
            digits.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return digits


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fnv(n):
    h = 0xCBF29CE484222325
    for i in range(n):
        h = ((h ^ (i & 0xFF)) * 0x100000001B3) & MASK
    return h


def xorshift(n):
    s = 88172645463325252
    for _ in range(n):
        s ^= (s << 13) & MASK
        s ^= s >> 7
        s ^= (s << 17) & MASK
    return s


def is_prime(n):
    d = n - 1
    s = 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def main(n):
    primes = sum(is_prime(10**18 + k) for k in range(1, n, 2))
    return sum(pi_digits(n)), fibonacci(n * 5) % 10**12, fnv(n * 300), xorshift(n * 200), primes, len(str(3**n))


if __name__ == "__main__":
    run(main, 2200)
