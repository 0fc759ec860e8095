x = 1


def set_global():
    global x, created
    x = 2
    created = "new"


set_global()
print(x, created)


def local_shadow():
    x = "local"
    return x


print(local_shadow(), x)


def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    x = 5
    return x


print(unbound())


def unbound2():
    try:
        x += 1
    except UnboundLocalError as e:
        print(e)


unbound2()


def levels():
    a = 1

    def l1():
        nonlocal a
        a = 2

        def l2():
            nonlocal a
            a = 3

            def l3():
                global a
                a = "global a"
                return a
            return l3()
        return l2()
    r = l1()
    return a, r


print(levels(), a)


def global_del():
    global created
    del created


global_del()
try:
    created
except NameError as e:
    print(e)
try:
    global_del()
except NameError as e:
    print(e)


class C:
    global x
    x = "from class"
    y = x


print(x, C.y, hasattr(C, "x"))


def f():
    global newfunc

    def newfunc():
        return "nf"
    global mod
    import math as mod
    global Cls

    class Cls: pass
    for_global()


def for_global():
    global i
    for i in range(3):
        pass


f()
print(newfunc(), mod.pi > 3, Cls.__qualname__, newfunc.__qualname__, i)


def nl_except():
    e = None

    def g():
        nonlocal e
        try:
            1 / 0
        except ZeroDivisionError as e:
            pass
        try:
            return e
        except NameError as err:
            return str(err)
    return g()


print(nl_except())


def locs(a, b=2):
    c = a
    def inner(): return c
    d = locals()
    return sorted(d), d["c"]


print(locs(1))
print("x" in globals(), globals()["x"], "__name__" in globals(), __name__, sorted(vars().keys() - globals().keys()))
exec("y9 = x + '!'")
print(y9, eval("x"), eval("x", {"x": 5}), eval("x", {"x": 5}, {"x": 6}))
for code in ("nonlocal x", "def f():\n nonlocal zz", "def f(a):\n global a", "def f():\n x = 1\n global x", "def f():\n print(x)\n global x", "def f(a):\n nonlocal a", "def f():\n x=1\n def g():\n  global x\n  nonlocal x"):
    try:
        exec(code)
    except SyntaxError as e:
        print(e.msg)
