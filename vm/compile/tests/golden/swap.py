def f(a, b, c):
    a, b = b, a
    a, b, c = c, 1, a + b
    a[0], b[1] = b[1], a[0]
    (x, y), z = a
    return x, y, z
