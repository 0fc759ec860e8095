# jit: traces>=1
# Inner loops of few iterations: always as many, sometimes more, none at all, left early.


def fixed(n):
    total = count = 0
    for i in range(n):
        for j in range(n):
            if (i * j + i) % 7 == 3:
                count += 1
            for k in range(3):
                total += (i ^ j) >> k & 1
    return count, total


def growing(n):
    s = 0
    for i in range(n):
        for j in range(i % 5):
            s += i * j
        for j in range(2, 5):
            s ^= j
    return s


def sudden(n):
    s = 0
    for i in range(n):
        m = 3 if i < n - 40 else 30
        for j in range(m):
            s += i ^ j
    return s


def lists(n):
    weights = [1, 2, 3, 4]
    pairs = ((1, 2), (3, 4))
    s = 0
    for i in range(n):
        for w in weights:
            s += w * i
        for a, b in pairs:
            s -= a * b
        if i == n // 2:
            weights.append(5)
    return s


def early(n):
    s = 0
    for i in range(n):
        for j in range(4):
            if (i + j) % 11 == 10:
                break
            s += j
        else:
            s += 1000
    return s


def three(n):
    s = 0
    for i in range(n):
        for j in range(2):
            for k in range(2):
                s += i * 4 + j * 2 + k
    return s


class Boom(Exception):
    pass


def raises(n):
    s = 0
    try:
        for i in range(n):
            for j in range(3):
                s += 10 // (n - 5 - i)
    except ZeroDivisionError as e:
        return s, str(e), i, j


print(fixed(60), growing(300), sudden(300), lists(400), early(400), three(300), raises(300))
