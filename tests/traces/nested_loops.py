# jit: traces>=1
def short_inner(n):
    s = 0
    for i in range(n):
        for j in range(3):
            s += i * j
        for j in (1, 2):
            s ^= j
    return s


def long_inner(n, m):
    s = 0
    for i in range(n):
        for j in range(m):
            s += (i ^ j) & 7
        s -= i
    return s


def triangle(n):
    c = 0
    for i in range(n):
        for j in range(i):
            for k in range(j, i, 2):
                c += 1
    return c


def empty_inner(n):
    hits = 0
    for i in range(n):
        for j in range(i % 3 - 1):
            hits += j + 1
        else:
            hits += 10
    return hits


def whiles(n):
    i = t = 0
    while i < n:
        j = i
        while j > 0:
            j //= 3
            t += 1
            while t % 11 == 0:
                t += 2
        i += 1
    return t


print(short_inner(1000), long_inner(30, 300), long_inner(300, 5), triangle(40), empty_inner(1000), whiles(700))
mat = [[(i * j) % 10 for j in range(20)] for i in range(20)]
prod = [[0] * 20 for _ in range(20)]
for i in range(20):
    for j in range(20):
        acc = 0
        for k in range(20):
            acc += mat[i][k] * mat[k][j]
        prod[i][j] = acc
print(prod[3], sum(map(sum, prod)))
life = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for _ in range(20):
    counts = {}
    for x, y in life:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    c = (x + dx, y + dy)
                    counts[c] = counts.get(c, 0) + 1
    life = {c for c, n in counts.items() if n == 3 or n == 2 and c in life}
print(sorted(life))
