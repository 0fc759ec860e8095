def f(a):
    b = 1
    def g():
        nonlocal b
        b += a
        return lambda: a + b
    return g, b
