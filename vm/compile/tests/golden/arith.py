def f(a, b):
    return a + b * 2 - (a << 3) // b ** 2 @ -a
