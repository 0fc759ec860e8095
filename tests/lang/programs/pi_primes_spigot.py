def pi_digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = q * 10, 10 * (r - n * t), (10 * (3 * q + r)) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2


g = pi_digits()
print("".join(str(next(g)) for _ in range(120)))


def e_digits(n):
    base = 10 ** (n + 10)
    term = total = base
    k = 1
    while term:
        term //= k
        total += term
        k += 1
    return str(total)[:n]


print(e_digits(80))


def sieve(n):
    s = bytearray([1]) * (n + 1)
    s[:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if s[i]:
            s[i * i::i] = bytes(len(s[i * i::i]))
    return [i for i, v in enumerate(s) if v]


p = sieve(10000)
print(len(p), p[-1], sum(p))


def miller(n):
    if n < 2:
        return False
    for q in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % q == 0:
            return n == q
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
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


print([n for n in range(10**12, 10**12 + 100) if miller(n)], miller(2**61 - 1), miller(2**67 - 1), miller(2**127 - 1))


def rho(n):
    import math
    if n % 2 == 0:
        return 2
    x = y = 2
    d, c = 1, 1
    while d == 1:
        x = (x * x + c) % n
        y = (y * y + c) % n
        y = (y * y + c) % n
        d = math.gcd(abs(x - y), n)
    return d


print(sorted((rho(10403), 10403 // rho(10403))), rho(8051), rho(1000003 * 999983) in (1000003, 999983))


def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))


print(egcd(240, 46), pow(3, -1, 11), pow(12345, -1, 10**9 + 7) * 12345 % (10**9 + 7))
