class Base:
    count = 0
    label = "a"
    items = [1]


class Derived(Base):
    pass


class Other(Derived):
    count = 100


def bump(cls, n):
    for _ in range(n):
        cls.count += 1


b, d, o = Base(), Derived(), Other()
for n in (1, 1, 1, 1, 5, 50):
    bump(Base, n)
    print(Base.count, Derived.count, Other.count, b.count, d.count, o.count)
# A class in between gets its own value, and loses it again.
Derived.count = -1
print(Base.count, Derived.count, d.count, o.count)
for k in range(6):
    Derived.count = -k
    Base.count = k
    print(b.count, d.count, getattr(d, "count"), o.count, end=" ")
print()
del Derived.count
Base.count += 1
print(Derived.count, d.count, b.count)
# An instance attribute hides it, and comes off again.
d.count = "own"
Base.count += 1
print(d.count, b.count)
del d.count
print(d.count)
del Other.count
Base.count += 1
print(o.count, Other.count)


# Plain values turn into functions, properties and descriptors, and back.
class Loud:
    def __get__(self, obj, cls):
        return "got " + cls.__name__

    def __set__(self, obj, value):
        print("set", value)


def read(x):
    return x.label


def describe(self):
    return "method of " + type(self).__name__


for v in ("b", "c", "d", "e", "f", 5, 1.5, None, (1, 2), describe, "g", property(lambda self: "property"), "h", Loud(), "i", staticmethod(len), "j", "k", "l", "m", "n"):
    Base.label = v
    got = read(d)
    print(got() if got.__class__ is d.__init__.__class__ or callable(got) and got is not len else got is len or got, end=" ")
print()
Base.label = Loud()
d.label = 3
print(d.label, Base.label)
Base.label = "plain"
d.label = 3
print(d.label, Base.label, b.label)
del Base.label
print(hasattr(b, "label"), hasattr(Base, "label"), d.label)
for k in range(5):
    Base.label = k
    print(b.label, end=" ")
print(Derived.label)
# Values that are containers, and special names.
for k in range(6):
    Base.items = Base.items + [k]
print(d.items)
for text in "abcdef":
    Base.__doc__ = text
    Base.__str__ = lambda self, text=text: "str " + text
    print(Base.__doc__, str(b), str(d), end="; ")
print()
for n in (0, 1, 2, 3, 0):
    Base.__len__ = lambda self, n=n: n
    print(len(d), bool(d), end=" ")
print()


class Meta(type):
    made = 0

    def __call__(cls, *args):
        Meta.made += 1
        return super().__call__(*args)


class Counted(metaclass=Meta):
    def __init__(self):
        self.number = Meta.made


print([Counted().number for _ in range(8)], Meta.made, Counted.made)
