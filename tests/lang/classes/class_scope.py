x = "global"


class A:
    print(x, __qualname__, __module__)
    x = "class"
    print(x)
    y = [x for _ in range(1)] if False else x
    def m(self): return x
    z = (lambda: x)()
    l = [i for i in "ab"]
    try:
        w = [x + i for i in "ab"]
    except NameError:
        w = "err"


print(A().m(), A.z, A.l, A.w, A.y)


def f():
    x = "func"
    class B:
        print(x)
        x = x + "!" if False else "cls"
        def m(self): return x
        class C:
            print(x)
            v = x
    return B


try:
    B = f()
    print(B().m(), B.C.v)
except Exception as e:
    print(type(e).__name__, e)


class D:
    a = 1
    b = a + 1
    def c(self, d=b): return d
    for i in range(3): pass
    if b == 2:
        e = "yes"
    else:
        e = "no"
    try:
        1 / 0
    except ZeroDivisionError as err:
        f = str(err)
    with open("/dev/null"):
        g = "with"
    del a
    exec("h = 5")
    (q := 9)


print(D().c(), D.i, D.e, D.f, D.g, hasattr(D, "a"), hasattr(D, "err"), D.h, D.q)


class E:
    def f(self): return "first"
    g = f
    def f(self): return "second"
    f.attr = 1


print(E().f(), E().g(), E.f.attr)


def outer():
    v = 1
    class K:
        nonlocal v
        v = 2
        def m(self):
            nonlocal v
            v += 1
            return __class__, v
    return K().m()[1], v, "v" in K.__dict__


print(outer())


class Loc:
    a = 1
    before = sorted(k for k in locals() if not k.startswith("__"))
    locals()["b"] = 2
    c = b


print(Loc.before, Loc.c)


class Ann:
    a: int = 1
    b: undefined_later if False else str
    (c): int = 3
    print(__annotations__)


print(Ann.__annotations__, Ann.c)


class Uses:
    def helper(v): return v * 2
    table = [helper(i) for i in (1,)] if False else list(map(helper, [1, 2]))
    s = staticmethod(helper)
    direct = s(5)


print(Uses.table, Uses.s(3), Uses.direct)
class T: x = x
print(T.x)
class Empty: ...
class Doc: "docstring"; v = 1
print(Empty.__dict__.keys() >= {"__module__", "__dict__"}, Doc.__doc__, Doc.v)
