# jit: traces>=6
# A value found on a class becomes a descriptor, or stops being one, when its own class changes.
class G:
    pass


class D(G):
    pass


class C:
    d = D()

    def __init__(self):
        self.x = 1


def read(o, n):
    found = set()
    for i in range(n):
        found.add(type(o.d).__name__)
    return sorted(found)


def own(o, n):
    found = set()
    for i in range(n):
        o.d = i
        found.add(type(o.d).__name__)
    return sorted(found)


c = C()
print(read(c, 300))
D.__get__ = lambda self, obj, cls=None: 3.5
print(read(c, 300))
o = C()
print(own(o, 300), o.__dict__)
D.__set__ = lambda self, obj, v: None
print(read(c, 300), own(o, 300), o.__dict__["d"])
del D.__set__
print(own(o, 300))
del D.__get__
print(read(c, 300), type(o.d).__name__)


class Base:
    limit = 3
    def get(self):
        return self.limit


class Sub(Base):
    pass


def total(o, n):
    s = 0
    for i in range(n):
        s += o.get()
    return s


s = Sub()
print(total(s, 300))
Base.other = 1
print(total(s, 300))
Base.limit = 4
print(total(s, 300))
Sub.limit = 5
print(total(s, 300))
Sub.limit = 6
print(total(s, 300))
del Sub.limit
print(total(s, 300))
Base.limit = property(lambda self: 10)
print(total(s, 300))
Base.limit = 1
print(total(s, 300))
Sub.get = lambda self: 2
print(total(s, 300))
Sub.__getattribute__ = lambda self, n: (lambda: 7)
print(total(s, 300))
del Sub.__getattribute__
Sub.__bases__ = (C,)
print(total(s, 300))
class E(D):
    def __get__(self, obj, cls=None):
        return "e"


t = C()
print(read(t, 300))
C.__dict__["d"].__class__ = E
print(read(t, 300))
C.__dict__["d"].__class__ = D
print(read(t, 300))
D.__bases__ = (type("F", (G,), {"__get__": lambda self, obj, cls=None: b"f"}),)
print(read(t, 300))
