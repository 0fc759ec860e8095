# jit: traces>=1
# Division by constants, which machine code does by multiplication.


def divide(values):
    s = []
    for x in values:
        a = x // 3, x % 3, x // 7, x % 7, x // 10, x % 10
        b = x // 1000000007, x % 1000000007, x // 9223372036854775807, x % 9223372036854775807
        c = x // 4611686018427387905, x % 4611686018427387905, x // 6, x % 641
        d = x // -7, x % -7, x // 8, x % 8
        s.append((a, b, c, d))
    return s


def check(n):
    x, bad = 1, 0
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0x7FFFFFFFFFFFFFFF
        y = x >> (i % 63)
        q, r = y // 13, y % 13
        if q * 13 + r != y or r < 0 or r > 12:
            bad += 1
        q, r = -y // 97, -y % 97
        if q * 97 + r != -y or r < 0 or r > 96:
            bad += 1
        q, r = y // 123456789012345, y % 123456789012345
        if q * 123456789012345 + r != y or not 0 <= r < 123456789012345:
            bad += 1
    return bad, x


edges = [0, 1, 2, 3, 6, 7, 8, 10, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**63 - 2, 1000000006, 1000000007]
edges += [-e for e in edges] + [-(2**63)]
rows = divide(edges * 30)
assert rows[: len(edges)] == rows[-len(edges):]
for row in rows[-len(edges):]:
    print(row)
print(check(2000))
