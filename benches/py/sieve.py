"""Primes: a sieve in a list, one in a bytearray with slice assignment, trial division with a growing list."""

from harness import run


def sieve_list(n):
    flags = [True] * (n + 1)
    count = 0
    for i in range(2, n + 1):
        if flags[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return count


def sieve_bytes(n):
    flags = bytearray([1]) * (n + 1)
    flags[0] = flags[1] = 0
    i = 2
    while i * i <= n:
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
        i += 1
    return sum(flags), sum(i for i, f in enumerate(flags) if f) & 0xFFFF


def by_division(n):
    primes = []
    candidate = 2
    while len(primes) < n:
        for p in primes:
            if p * p > candidate:
                primes.append(candidate)
                break
            if candidate % p == 0:
                break
        else:
            primes.append(candidate)
        candidate += 1
    return primes[-1]


def main(n):
    return sieve_list(n), sieve_bytes(n), by_division(n // 60)


if __name__ == "__main__":
    run(main, 2500000)
