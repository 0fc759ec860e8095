# jit: traces>=1
def dot(a, b):
    total = 0
    for x, y in zip(a, b):
        total += x * y
    return total


def three(n):
    out = 0
    for i, c, v in zip(range(n), "abcd" * (n // 4), [1.5] * n):
        out += i + ord(c) + v
    return out


def nested(n):
    total = 0
    for k in range(n):
        z = zip(range(k % 7), range(5))
        for a, b in z:
            total += a * b
            if a == 3:
                for c in z:
                    total += c[0] + 100
    return total


def interrupted(n):
    z = zip(range(n), range(n, 2 * n))
    seen = 0
    for k in range(5):
        for a, b in z:
            seen += b - a
            if a % 500 == 499:
                break
        seen += next(z, (0, 0))[0]
    return seen, len(list(z))


print(dot(list(range(3000)), list(range(3000, 0, -1))), dot((1.5,) * 2000, range(4000)))
print(three(2000), nested(600), interrupted(4000))
print(sum([x * y for x, y in zip(range(2000), range(5, 3000))]), [dot([k] * 50, [1] * 60) for k in range(60)][-3:])
