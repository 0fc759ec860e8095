def make():
    x = 0

    def inc():
        nonlocal x
        x += 1
        return x

    def dec():
        nonlocal x
        x -= 1
        return x
    return inc, dec


i, d = make()
i2, _ = make()
print(i(), i(), d(), i(), i2(), i.__closure__[0].cell_contents, i.__code__.co_freevars, make.__code__.co_cellvars, i.__closure__[0] is d.__closure__[0])


def outer():
    a = 1

    def mid():
        b = 2

        def inner():
            nonlocal a
            a += b
            return a, b
        b = 10
        return inner
    f = mid()
    a = 100
    return f, lambda: a


f, ga = outer()
print(f(), f(), ga())
fs = []
for k in range(3):
    fs.append(lambda: k)
print([g() for g in fs], [g() for g in [lambda k=k: k for k in range(3)]])


def shadow(x):
    def x2():
        return x
    x = x + 1
    return x2()


print(shadow(5))


def cls_scope():
    y = "enclosing"

    class C:
        y = "class"
        z = y

        def m(self):
            return y
    return C.z, C().m(), C.y


print(cls_scope())


def late():
    def g():
        return v
    try:
        g()
    except NameError as e:
        print(e)
    v = 5
    return g()


print(late())


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run


print(compose(str, lambda x: x * 2, int)("21"), (lambda f: (lambda x: f(f(x))))(lambda n: n + 3)(1))
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *a: y(y)(*a)))
print(Y(lambda me: lambda n: 1 if n == 0 else n * me(n - 1))(20))


def param_cell(a, b=2, *c, d=4, **e):
    def g():
        return a, b, c, d, e
    a += 1
    return g


print(param_cell(1, 5, 6, d=7, q=8)())
x = "global"


def reads():
    def g():
        global x
        x = "changed"
        return x
    x_local = x
    return g(), x_local


print(reads(), x)
