x = "g"


def a():
    def b():
        return x
    return b()


def c():
    x = "c"
    def b():
        return x
    x = "c2"
    return b()


def d():
    class K:
        x = "k"
        def m(self): return x
    return K().m(), K.x


def e():
    x = "e"
    class K:
        y = x
        def m(self): return x
    return K().m(), K.y


def f():
    r = [x for x in "ab"]
    return r, x


def g(x):
    return [lambda: x for _ in range(2)][0](), (lambda x: x)("inner"), x


def h():
    for x in range(3):
        pass
    return x


def i():
    import math as x
    return x.__name__


def j():
    def x(): return "func x"
    return x()


def k():
    try:
        raise ValueError("v")
    except ValueError as x:
        pass
    try:
        return x
    except UnboundLocalError as err:
        return str(err)


def l():
    with open("/dev/null") as x:
        pass
    return x.closed


def m():
    exec("x = 'exec'")
    return x


def n():
    (x := "walrus")
    return x


def o(): return [[x for x in range(y)] for y in range(3)], x


def p():
    x = 1
    def q():
        nonlocal x
        def r():
            nonlocal x
            x += 1
            return x
        x *= 10
        return r()
    return q(), x


def q():
    x: int
    try:
        x
    except UnboundLocalError as err:
        return str(err)


for fn in (a, c, d, e, f, lambda: g("arg"), h, i, j, k, l, m, n, o, p, q):
    print(fn.__name__, fn())
print(x, [x for x in [1]], x, {x: 1 for x in "z"}, x, (lambda: x)(), list(x for x in "y"), x)
del x
try:
    a()
except NameError as err:
    print(err)
x = "back"
print(a(), len.__name__)
len = lambda v: "shadowed"
print(len([]))
del len
print(len([]))
