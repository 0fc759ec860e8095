a = 123456789012345678901234567890
b = -987654321098765432109876543210987654321
print(a + b, a - b, a * b, b // a, b % a, divmod(b, a), a ** 5)
print(a & b, a | b, a ^ b, a >> 13, b >> 70, a << 70, ~b)
f = 1
for i in range(1, 60):
    f *= i
print(f, f // 10**50, f % 10**9 + 7)
x, y = 0, 1
for _ in range(300):
    x, y = y, x + y
print(x)
n = 0
for i in range(200):
    n = n * 31 + (i * i - 7)
print(n, n.bit_length())
for i in range(199, -1, -1):
    n, r = divmod(n - (i * i - 7), 31)
    assert r == 0
print(n)
print(float(2**70), float(-3**80), int(1e25), int(-1.5e18), 2**70 == float(2**70), int(float(2**63)))
print((2**200).__repr__(), hash(2**200), hash(-2**200), bool(2**200), bool(0 * 2**200))
print(sorted([2**70, -2**70, 5, 2**64, 2.0**65, -1, 2**63]))


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) >> 1)
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


print(isqrt(2 * 10**100), isqrt(10**60) == 10**30)
s = 0
for k in (47, 48, 62, 63, 64):
    for d in (-2, -1, 0, 1, 2):
        for sign in (1, -1):
            v = sign * (1 << k) + d
            w = v + 1 - 1
            s += v * v - w * w
            print(v, -v, v * 3, v // 7, v % 7, v - v, w == v, end=";")
    print()
print(s)
