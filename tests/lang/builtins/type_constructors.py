def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)), end=" ")
    except Exception as x:
        print(type(x).__name__, x, end=" ")


for t in (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, object):
    print(t.__name__, end=": ")
    e(t) if t is not object else None
    e(t, 1) if t is not object else None
    e(t, "12")
    e(t, [1, 2])
    e(t, None)
    e(t, 1, 2, 3, 4)
    e(t, x=1)
    e(lambda: t.__doc__ is not None)
    e(lambda: t.nope)
    e(lambda: isinstance(t, type))
    print()
print(type(None)(), type(...)() is ..., type(NotImplemented)() is NotImplemented, type(5)(3), type("")("x"), type([])("ab"), type({})(a=1))
for t in (type(None), type(...), range, slice, type(lambda: 0), type(len), type(iter([])), type(x for x in []), type(type.__dict__), type({}.keys()), property, classmethod, staticmethod, super, enumerate, zip, map, filter, reversed, memoryview, type(1 .__add__), type(int.__add__), type(object().__init__)):
    print(t.__name__, t.__module__, end=" ")
    e(t, 1, 2, 3, 4, 5)
print()
print(str(int), repr(dict), int.__class__, type(int), object.__bases__, bool.__bases__, type.__bases__, int.__base__, type("X", (int,), {}).__base__)
print(memoryview(b"ab")[0], memoryview(b"abc")[1:].tobytes(), list(memoryview(b"ab")), memoryview(b"a") == b"a", len(memoryview(b"xyz")))
e(memoryview, "a")
e(memoryview, 5)
print(set([1]) == {1}, frozenset("aa"), dict([("a", 1)]), list({1: 2}), tuple("ab"), str(b"a"), bytes([1]), int("7"), float("1e3"), complex("1j"), bool("False"), list(range(2)), dict(zip("a", "b")), set("aa"), bytearray(2))
