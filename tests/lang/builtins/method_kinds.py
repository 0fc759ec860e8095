# Special methods that are slots and those that are ordinary methods: their types and error messages.
for o in (5, 2.5, 1j, "s", b"b", [1], (1,), {1: 2}, {1}, range(3), None, ..., slice(1), object()):
    for name in dir(o):
        if name.startswith("__") and name not in ("__class__", "__doc__", "__new__", "__init_subclass__", "__subclasshook__", "__sizeof__", "__buffer__"):
            print(type(o).__name__, name, type(getattr(o, name)).__name__, type(getattr(type(o), name)).__name__)


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: (5).__format__())
attempt(lambda: (5).__format__(1, 2))
attempt(lambda: (5).__eq__(x=1))
attempt(lambda: (5).__eq__())
attempt(lambda: [1].__len__(1))
attempt(lambda: [1].__reversed__(1))
attempt(lambda: [1].__getitem__())
attempt(lambda: (1,).__getitem__())
attempt(lambda: {}.__contains__())
attempt(lambda: {}.__contains__(1, 2))
attempt(lambda: "".__contains__())
attempt(lambda: "".__format__(x=1))
attempt(lambda: (5).__round__(1, 2))
attempt(lambda: (5).__trunc__(1))
attempt(lambda: None.__repr__())
attempt(lambda: None.__bool__())
attempt(lambda: None.__bool__(1))
attempt(lambda: (...).__repr__())
attempt(lambda: NotImplemented.__repr__())
attempt(lambda: int.__add__(1))
attempt(lambda: int.__add__())
attempt(lambda: int.__add__("a", 1))
attempt(lambda: int.__format__())
attempt(lambda: int.__format__("a", ""))
