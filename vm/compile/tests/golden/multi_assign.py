def f(v):
    a = b = c = v()
    a = a[0] = v
    x, *y = z = v
    return a, b, c, x, y, z
