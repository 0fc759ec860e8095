class A:
    "first"


class B(A):
    pass


a, b = A(), B()


def seen(x):
    return x.__doc__, x.__module__


print(seen(a), seen(b), seen(A), B.__module__)
A.__doc__ = "second"
print(seen(a), seen(b), seen(A), B.__module__)
A.__module__ = "elsewhere"
print(seen(a), seen(b), seen(A), B.__module__)
A.__doc__ = None
print(seen(a), seen(b), seen(A), B.__module__)
B.__doc__ = "own"
print(seen(b), seen(B), seen(a))
for t in (type(len), type(lambda: 0), classmethod, staticmethod, property, type(a.__init__), type(A.__dict__)):
    print(t.__module__, t.__name__, end=" ")
print()
for t in (type(None), type(...), type(NotImplemented)):
    print(t(), t() is t())
    for args in ((1,), (1, 2)):
        try:
            t(*args)
        except TypeError as e:
            print(e)
