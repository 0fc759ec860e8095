class A:
    def __init__(self):
        self.real = 1

    def __getattr__(self, n):
        print("ga", n, end=" ")
        if n.startswith("x"):
            return n.upper()
        raise AttributeError(f"no {n}")


a = A()
print(a.real, a.xyz, hasattr(a, "xq"), hasattr(a, "nope"), getattr(a, "zip", "D"))
try:
    a.bad
except AttributeError as e:
    print(e)


class B:
    z = "class z"

    def __getattribute__(self, n):
        print("gab", n, end=" ")
        if n == "magic":
            return 42
        if n == "err":
            raise AttributeError("err!")
        return super().__getattribute__(n)

    def __getattr__(self, n):
        return "fallback " + n

    def m(self):
        return self.z

    def __len__(self):
        return 3


b = B()
b.y = 5
print(b.magic, b.y, b.m(), b.err, b.other, len(b), b.__class__.__name__, b.__dict__)


class S:
    def __setattr__(self, n, v):
        print("set", n, v, end=" ")
        if n == "ro":
            raise AttributeError("read only")
        object.__setattr__(self, n, v)

    def __delattr__(self, n):
        print("del", n, end=" ")
        super().__delattr__(n)


s = S()
s.a = 1
s.a += 1
s.__dict__["b"] = 9
del s.a
print(s.__dict__)
for f in (lambda: setattr(s, "ro", 1), lambda: delattr(s, "zz"), lambda: s.gone):
    try:
        f()
    except AttributeError as e:
        print(e, e.name, type(e.obj).__name__)


class P:
    def __getattr__(self, n):
        if n == "v":
            return self.w
        raise AttributeError(n)


try:
    P().v
except AttributeError as e:
    print(e)


class Q:
    @property
    def p(self):
        return self.missing

    def __getattr__(self, n):
        return "from getattr " + n


print(Q().p, Q().q)


class Slow:
    def __getattr__(self, n):
        v = len(n)
        setattr(self, n, v)
        return v


o = Slow()
print(o.abc, o.abc, o.__dict__)
class D:
    def __dir__(self): return ["b", "a"]
print(dir(D()), "__dict__" in dir(A))
class NoDict:
    __slots__ = ()
print(hasattr(NoDict(), "__dict__"))
x = type("X", (), {})()
x.__dict__ = {"k": 1}
print(x.k, vars(x))
x.__dict__["new"] = 2
print(x.new)
try:
    x.__dict__ = 5
except TypeError as e:
    print(e)
x.__class__ = Slow
print(type(x).__name__, x.k, x.hello)
try:
    x.__class__ = 5
except TypeError as e:
    print(e)
try:
    x.__class__ = int
except TypeError as e:
    print(e)
