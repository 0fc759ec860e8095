class A:
    """doc"""
    x = 1
    y: int = 2
    z: str

    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v


a = A(5)
print(a.get(), A.get(a), a.x, A.x, a.__dict__, A.__doc__, A.__name__, A.__qualname__, A.__module__, A.__annotations__, A.__bases__, A.__mro__, type(a), type(A), a.__class__)
a.x = 10
print(a.x, A.x, vars(a))
A.x = 3
del a.x
print(a.x, hasattr(a, "z"), hasattr(a, "nope"), getattr(a, "nope", "dflt"), "x" in A.__dict__, isinstance(a, A), isinstance(a, object), isinstance(A, type))
setattr(a, "dyn", 1)
delattr(a, "dyn")
for f in (lambda: a.nope, lambda: delattr(a, "nope"), lambda: A.nope, lambda: A(), lambda: a(), lambda: a + 1, lambda: a[0], lambda: len(a), lambda: iter(a), lambda: a < a, lambda: int(a), lambda: -a, lambda: a @ a, lambda: a in 5, lambda: 5 in a, lambda: setattr(5, "x", 1), lambda: setattr(object(), "x", 1), lambda: setattr(int, "x", 1), lambda: object(1), lambda: a.__foo__, lambda: setattr(a, 5, 1), lambda: getattr(a, 5), lambda: float(a), lambda: a.v.w, lambda: next(a), lambda: reversed(a), lambda: abs(a), lambda: round(a), lambda: divmod(a, 1), lambda: ~a, lambda: hash(a) == hash(a), lambda: a == a, lambda: a != A(5), lambda: bool(a), lambda: delattr(A, "nope")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print([n for n in dir(A) if not n.startswith("__")], sorted(set(dir(a)) - set(dir(A))), A.__dict__["x"])


class Empty: pass


e = Empty()
e.a = e.b = 1
print(vars(e), Empty.__doc__, Empty.__subclasses__(), object.__subclasses__ is not None)


class Outer:
    class Inner:
        def m(self):
            return Outer.Inner.__qualname__

    def make(self):
        return self.Inner()


print(Outer().make().m(), Outer.Inner.__name__, type(Outer().make()))
if True:
    class Cond:
        for i in range(3):
            locals()[f"attr{i}"] = i
        del i
print(Cond.attr0, Cond.attr2, hasattr(Cond, "i"))
B = type("B", (A,), {"extra": lambda self: self.v + 1, "k": 9})
print(B(1).extra(), B.k, B.__name__, B.__mro__, B.__module__)
