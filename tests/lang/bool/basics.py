print(True + True, True * 3, -True, True / 2, True // 2, True % 2, True ** 2, ~False, True << 3)
print(True == 1, False == 0, True == 1.0, hash(True), hash(False), {True: "a", 1: "b", 1.0: "c"}, {0: 1, False: 2})
print(repr(True), str(False), f"{True}", f"{True:d}", f"{True:5}", f"{True!s:>6}", "%s %d" % (True, True))
for v in (0, 1, -1, 0.0, -0.0, float("nan"), "", "0", (), (0,), [], [[]], {}, set(), None, ..., NotImplemented is None, b"", 0j, 1j, range(0), range(1), object, lambda: 0):
    print(bool(v), not v, end=" ")
print()
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, 0 or "" or [] or None, 1 and "a" and 3.5, not 1 or 2 and 3, (1 or 2) and 0)
print(True & True, True | False, True ^ True, type(True & True), type(True + 0), True & 3, 2 | False)
print(bool(), isinstance(True, int), type(True), bool.__mro__, True.real, True.bit_length(), int(True), float(True), complex(True))
print(True < 2, sorted([True, False, 2, -1]), sum([True, False, True]), [10, 20][True], "ab"[False], max(True, 0.5))
for f in (lambda: bool(1, 2), lambda: bool(x=1), lambda: type("B", (bool,), {}), lambda: True.x, lambda: True < "a", lambda: -"a"):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)


class L:
    def __len__(self):
        print("len", end=" ")
        return 0


class BL(L):
    def __bool__(self):
        print("bool", end=" ")
        return True


class Bad:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class BadLen2:
    def __len__(self):
        return "x"


print(bool(L()), bool(BL()), not L(), [1 if L() else 2, 1 if BL() else 2])
for c in (Bad, BadLen, BadLen2):
    for f in (bool, lambda o: not o, lambda o: o and 1, lambda o: 1 if o else 2, lambda o: len(o)):
        try:
            print(f(c()))
        except Exception as x:
            print(type(x).__name__, x)
