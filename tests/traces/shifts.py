# jit: traces>=1
def left(n):
    x, s = 1, 0
    for i in range(n):
        x = 1 << (i % 130)
        s += x ^ (x >> 3)
    return s


def right(n):
    s = 0
    for i in range(n):
        s += (-(i * 12345678901) >> (i % 80)) + ((i * 98765432109) >> (i % 67))
    return s


def grow(n):
    x = 3
    for i in range(n):
        x <<= 1
        if x > 1 << 90:
            x >>= 85
        x |= i & 1
    return x


print(left(1000), right(1000), grow(1000))
bad = 0
for i in range(300, -3, -1):
    try:
        bad += 1 << i if i < 5 else 5 >> i
    except ValueError as e:
        print(e, i)
print(bad)
bits = 0
for i in range(2000):
    v = i * 2654435761 & 0xFFFFFFFF
    while v:
        v &= v - 1
        bits += 1
print(bits)
rev = 0
for i in range(512):
    r, v = 0, i
    for _ in range(9):
        r = r << 1 | v & 1
        v >>= 1
    rev = (rev * 31 + r) % 1000000007
print(rev)
