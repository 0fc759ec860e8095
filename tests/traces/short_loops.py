# jit: traces>=10
# Loops of a few items inside longer ones: they are unrolled by the code around them.


def matrix(n):
    a = [[(i * j) % 7 - 3 for j in range(3)] for i in range(3)]
    v = [1, 2, 3]
    for _ in range(n):
        w = [0, 0, 0]
        for i in range(3):
            s = 0
            for j in range(3):
                s += a[i][j] * v[j]
            w[i] = s % 101
        v = w
    return v


print(matrix(500))


def varying(n):
    t = 0
    for i in range(n):
        for k in range(i % 6):
            t += k * i
        for k in range(i % 3, 5):
            t ^= k + i
        for k in range(9, i % 9, -2):
            t += 1
    return t


print(varying(700))


def dot(a, b):
    s = 0.0
    for k in range(3):
        s += a[k] * b[k]
    return s


def called(n):
    t = 0.0
    a, b, c = [1.0, 2.0, 3.0], [0.5, 0.25, 0.125], [1, 2, 3]
    for i in range(n):
        t += dot(a, b) + dot(b, c) + dot(a, c) + dot(c, c) + dot(b, b)
        a[i % 3] = float(i)
    return t


print(called(400))


def items(n):
    t = 0
    pairs = ((1, 2), (3, 4), (5, 6))
    for i in range(n):
        for x, y in pairs:
            t += x * i - y
        for v in [i, i + 1, i + 2]:
            if v % 5 == 0:
                break
            t += v
        else:
            t += 1000
        for c in 'abc':
            t += len(c)
    return t


print(items(600))


def breaks(n):
    found = missed = 0
    for i in range(n):
        for k in range(8):
            if (i * 7 + k) % 11 == 5:
                found += k
                break
            if k == i % 8:
                continue
            missed += 1
        else:
            missed += 100
    return found, missed


print(breaks(800))


def growing(n):
    t = 0
    for i in range(n):
        limit = 3 if i < n // 2 else 30
        for k in range(limit):
            t += k
    return t


print(growing(300))


def raising(n):
    t = 0
    data = [1, 2, 3]
    try:
        for i in range(n):
            if i == n - 2:
                data = [1, 2]
            for k in range(3):
                t += data[k]
    except IndexError as e:
        return t, i, k, str(e)


print(raising(300))


def alone(n):
    t = 0
    for k in range(n):
        t += k
    return t


print([alone(k % 5) for k in range(300)][-3:], sum(alone(4) for _ in range(3000)))


def deep(n):
    t = 0
    for i in range(n):
        for a in range(2):
            for b in range(3):
                for c in range(2):
                    t += a * b - c + i
    return t


print(deep(300))


def step(n, by):
    t = []
    for i in range(n):
        for k in range(0, 10, by):
            t.append(k * i % 3)
    return sum(t), len(t)


print(step(200, 3), step(200, 5), step(200, 4))


def changing(n):
    t = 0
    for i in range(n):
        row = [1, 2, 3]
        for v in row:
            t += v
            if v == 2 and i % 7 == 0:
                row.append(10)
            if len(row) > 5:
                break
    return t


print(changing(500))
