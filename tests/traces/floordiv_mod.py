# jit: traces>=1
def signs(n):
    s = 0
    for i in range(-n, n):
        for d in (7, -7, 1, -1):
            q, r = i // d, i % d
            assert q * d + r == i and (r == 0 or (r < 0) == (d < 0))
            s = s * 3 % 1000003 + q - r
    return s


def floats(n):
    s = 0.0
    for i in range(-n, n):
        s += (i / 3) // 0.7 - (i / 3) % -0.7 + (i * 0.5) % 2
    return s


def dm(n):
    s = 0
    for i in range(1, n):
        a, b = divmod(-i * i, i + 3)
        c, d = divmod(i * 1.5, -2)
        s += a - b + int(c) + int(d * 2)
    return s


def zero(n):
    caught = []
    for i in range(n, -5, -1):
        try:
            x = 100 // i + 100 % i
        except ZeroDivisionError as e:
            caught.append((i, str(e)))
    return caught, x


print(signs(300), floats(300), dm(700), zero(400))
lo = -2**63
print([(lo + i) // -1 for i in range(200)][:2], sum((lo + i) // -1 for i in range(200)), sum((lo + i) % -1 for i in range(200)))
g = 0
for a in range(1, 60):
    for b in range(1, 30):
        x, y = a * 12, b * 18
        while y:
            x, y = y, x % y
        g += x
print(g)
