"""Matrices as lists of lists: product by index loops and by comprehensions, transpose, Gaussian elimination with pivoting."""

from harness import run


def make(n, seed):
    x = seed
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            x = (x * 1103515245 + 12345) & 0x7FFFFFFF
            row.append(x / 0x7FFFFFFF - 0.5 + (len(row) == len(rows)))
        rows.append(row)
    return rows


def product(a, b):
    n = len(a)
    result = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def product_by_rows(a, b):
    columns = list(zip(*b))
    return [[sum([x * y for x, y in zip(row, column)]) for column in columns] for row in a]


def determinant(a):
    a = [row[:] for row in a]
    n = len(a)
    result = 1.0
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(a[i][k]))
        if pivot != k:
            a[k], a[pivot] = a[pivot], a[k]
            result = -result
        result *= a[k][k]
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            row = a[i]
            top = a[k]
            for j in range(k, n):
                row[j] -= factor * top[j]
    return result


def main(n):
    a = make(n, 1)
    b = make(n, 2)
    c = product(a, b)
    d = product_by_rows(a, b)
    same = all(abs(x - y) < 1e-9 for p, q in zip(c, d) for x, y in zip(p, q))
    return "%.12e" % sum(map(sum, c)), same, "%.6e" % determinant(a), "%.12e" % sum(c[i][i] for i in range(n))


if __name__ == "__main__":
    run(main, 170)
