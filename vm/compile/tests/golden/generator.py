def f(xs):
    x = yield
    y = yield x + 1
    z = yield from xs
    return y, z
