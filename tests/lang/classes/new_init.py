log = []


class A:
    def __new__(cls, *a, **k):
        log.append(("new", cls.__name__, a, k))
        return super().__new__(cls)

    def __init__(self, *a, **k):
        log.append(("init", a, k))


A(1, x=2)


class B(A):
    def __new__(cls, kind):
        if kind == "int":
            return 5
        if kind == "a":
            return A()
        if kind == "none":
            return None
        return super().__new__(cls, kind)


print(B("int"), type(B("a")).__name__, B("none"), type(B("b")).__name__, log)


class NoInit: pass
class OnlyNew:
    def __new__(cls, x): return object.__new__(cls)
class OnlyInit:
    def __init__(self, x): pass
class BadInit:
    def __init__(self): return 5
class Both:
    def __new__(cls, x): return object.__new__(cls)
    def __init__(self): pass


for f in (lambda: NoInit(1), lambda: NoInit(x=1), lambda: OnlyNew(), lambda: OnlyInit(), lambda: BadInit(), lambda: Both(1), lambda: Both(), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: int.__new__(str), lambda: int.__new__(NoInit), lambda: object.__new__(NoInit, 1), lambda: object.__new__(OnlyInit, 1, 2) is not None, lambda: NoInit.__init__(NoInit(), 1), lambda: str.__new__(), lambda: type.__new__(type)):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Sing:
    inst = None
    def __new__(cls):
        cls.inst = cls.inst or super().__new__(cls)
        return cls.inst
    def __init__(self):
        self.n = getattr(self, "n", 0) + 1


print(Sing() is Sing(), Sing().n)


class Imm(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    def __init__(self, a, b): self.sum = a + b


print(Imm(1, 2), Imm(3, 4).sum)


class Conv(float):
    def __new__(cls, s="0"): return super().__new__(cls, s.strip("$"))


print(Conv("$2.5") + 1, Conv())
x = NoInit.__new__(NoInit)
OnlyInit.__init__(x, 1) if False else None
print(type(x).__name__)


class Chain:
    def __init__(self): self.ops = []
    def __getattr__(self, n):
        if n.startswith("__"):
            raise AttributeError(n)
        def f(*a):
            self.ops.append((n, a))
            return self
        return f


print(Chain().a(1).b().c(2, 3).ops)


class Init2:
    def __init__(self, a, b=2, *c, d, **e): self.all = (a, b, c, d, e)


print(Init2(1, d=3).all, Init2(1, 5, 6, d=7, z=8).all)
