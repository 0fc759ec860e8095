# One place in the code, many kinds of object: what a site remembers must not outlive a change.
import math
import sys


def load(o):
    return o.x


def call(o):
    return o.m()


def store(o, v):
    o.x = v


def missing(o):
    try:
        return o.x
    except AttributeError as e:
        return str(e)


# More shapes than a site refills its cache for, instances filled in different orders.
classes = []
for k in range(90):
    class C:
        def m(self):
            return self.x * 2

    C.__name__ = "C%d" % k
    classes.append(C)

objects = []
for k, c in enumerate(classes):
    o = c()
    if k % 3:
        setattr(o, "a%d" % (k % 7), k)
    store(o, k)
    objects.append(o)
for round in range(3):
    print(sum(load(o) for o in objects), sum(call(o) for o in objects))
    for o in objects:
        store(o, load(o) + 1)

# The class changes under the site: by itself, by a base, by a value that starts to bind or to count.
class Base:
    x = 1

    def m(self):
        return "base"


class Derived(Base):
    pass


d = Derived()
for k in range(4):
    print(load(d), call(d), load(Derived), load(Base))
    Base.x += 1
    if k == 1:
        Derived.m = lambda self: "derived"
    if k == 2:
        Derived.x = "own"
del Derived.x, Derived.m
print(load(d), call(d), load(Derived))
d.x = "instance"
print(load(d), load(Derived))
Derived.x = property(lambda self: "property")
print(load(d))
del Derived.x
print(load(d))


class Descriptor:
    def __get__(self, o, owner):
        return ("got", o is None, owner.__name__)

    def __set__(self, o, v):
        print("set", v)


Base.x = Descriptor()
print(load(d), load(Derived))
store(d, 3)
Base.x = 7
store(d, 4)
print(load(d), d.__dict__)

# Counting in class attributes, special methods aside.
class Count:
    n = 0

    def __len__(self):
        return Count.n


c = Count()
for k in range(5):
    Count.n += 1
    print(len(c), bool(c), c.n, end="; ")
Count.__len__ = lambda self: 99
print(len(c))
Count.__bool__ = lambda self: False
print(bool(c))

# Class variables: through the class, a subclass and instances, until they are something else.
class Sub(Count):
    pass


def count(o):
    return o.n


s = Sub()
for k in range(8):
    Count.n = k
    print(count(Count), count(Sub), count(c), count(s), end="; ")
print()
Sub.n = "sub"
print(count(Count), count(Sub), count(c), count(s))
for k in range(6):
    Sub.n = k
    Count.n = -k
    print(count(Count), count(Sub), count(c), count(s), end="; ")
print()
s.n = "instance"
del Sub.n
print(count(Sub), count(s), count(Sub()))
Count.n = property(lambda self: "property")
print(count(c), count(Sub()), type(count(Sub)).__name__)
Count.n = 1
for k in range(5):
    Count.n += 1
    print(count(c), count(Sub), end="; ")
print()

# Modules: the value, a new key, a deleted one, another module of the same shape.
module = type(sys)("first")
other = type(sys)("second")
module.x, other.x = 1, 2
for k in range(3):
    print(load(module), load(other), end="; ")
    module.x += 10
    setattr(module, "k%d" % k, k)
del module.x
print(missing(module), missing(other))
module.__getattr__ = lambda name: "made " + name
print(missing(module))


def constant():
    return math.pi


print(constant(), constant())
saved = math.pi
math.pi = 3
print(constant())
math.pi = saved
print(constant())

# Metaclass attributes come before a class's own when they are data descriptors, else after.
class Meta(type):
    pass


class M(metaclass=Meta):
    x = "class"


print(load(M), load(M))
Meta.x = "meta"
print(load(M))
Meta.x = property(lambda cls: "meta property")
print(load(M), load(M))
del Meta.x
print(load(M))
del M.x
print(missing(M))

# Built-in get/set descriptors, subclasses that shadow them.
class Z(complex):
    pass


def real(v):
    return v.real


for v in (1 + 2j, 3, 2.5, True, Z(4, 5), 1 + 2j):
    print(real(v), end=" ")
Z.real = "shadowed"
print(real(Z(1, 1)), real(1j))

# Class methods and static methods through instance and class.
class K:
    @classmethod
    def m(cls):
        return cls.__name__

    @staticmethod
    def s():
        return "static"


class L(K):
    pass


for o in (K, L, K(), L(), K, L):
    print(call(o), o.s(), end=" ")
print()


# Slots beyond the inline ones, and deleted attributes.
class Grow:
    pass


grown = [Grow() for _ in range(3)]
for k in range(40):
    for g in grown:
        setattr(g, "y%d" % k, k)
for g in grown:
    store(g, "late")
print([load(g) for g in grown], [g.y39 for g in grown])
for g in grown:
    del g.x
    print(missing(g))
store(grown[0], "again")
print(load(grown[0]), missing(grown[1]))
