class Data:
    def __get__(self, o, t):
        return ("get", o is None, t.__name__)
    def __set__(self, o, v):
        print("set", v)
    def __delete__(self, o):
        print("delete")


class NonData:
    def __get__(self, o, t=None):
        return ("nget", o is None)


class SetOnly:
    def __set__(self, o, v):
        o.__dict__["so"] = v * 2


class Named:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name
    def __get__(self, o, t):
        return self if o is None else o.__dict__.get(self.name, "unset")
    def __set__(self, o, v):
        o.__dict__[self.name] = v


class C:
    d = Data()
    n = NonData()
    so = SetOnly()
    a = b = Named()


c = C()
print(c.d, C.d, c.n, C.n, type(c.so).__name__)
c.d = 5
c.n = "inst"
c.so = 4
del c.d
c.__dict__["d"] = "hidden"
print(c.d, c.n, c.so, c.__dict__)
c.a = 1
print(c.a, c.b, C.a is C.b)
C.late = Named()
try:
    c.late
except AttributeError as e:
    print(e)
f = lambda self: ("func", self)
print(f.__get__(1)(), f.__get__(None, C) is f, C.__dict__["n"].__get__(None, C), staticmethod(f).__get__(5)(9), classmethod(lambda cls: cls).__get__(5)(), classmethod(lambda cls: cls).__get__(None, str)())


class Meth:
    def m(self): return self
    s = staticmethod(lambda x: x)
    c = classmethod(lambda cls, x: (cls.__name__, x))


m = Meth()
bound = m.m
print(bound() is m, bound.__self__ is m, Meth.__dict__["m"].__get__(m, Meth)() is m, m.s(3), Meth.s(4), m.c(5), Meth.c(6), Meth.__dict__["s"].__func__(7), Meth.__dict__["c"].__func__(int, 8))


class CallableDesc:
    def __call__(self, *a): return a


Meth.cd = CallableDesc()
print(m.cd(1, 2))
try:
    class Bad:
        x = type("N", (), {"__set_name__": lambda s, o, n: 1 / 0})()
except Exception as e:
    print(type(e).__name__, e, getattr(e, "__notes__", None))


class GetErr:
    def __get__(self, o, t):
        raise AttributeError("from get")


class G:
    e = GetErr()
    def __getattr__(self, n): return "ga " + n


print(G().e, hasattr(type("H", (), {"e": GetErr()})(), "e"))
print(int.__dict__["real"].__get__(5), type(int.__dict__["real"]).__name__, str.__dict__["upper"].__get__("a")(), type(str.__dict__["upper"]).__name__, type(C.__dict__["__dict__"]).__name__)
try:
    int.__dict__["real"].__get__("a")
except TypeError as e:
    print(e)
try:
    str.upper.__get__(5)
except TypeError as e:
    print(e)
