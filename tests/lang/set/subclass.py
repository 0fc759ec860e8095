class S(set):
    def add(self, x):
        print("add", x, end=" ")
        super().add(x)

    def __contains__(self, x):
        return x == "magic" or set.__contains__(self, x)


a = S([1, 2])
a.add(3)
a.update([4])
print(a, "magic" in a, 9 in a, type(a | {5}), type({5} | a), type(a.copy()), type(a & {1}), a == {1, 2, 3, 4}, len(a), sorted(a), isinstance(a, set), a <= {1, 2, 3, 4, 5}, repr(S()), repr(S("x")))
a.tag = "t"
print(a.tag, a.__dict__)
a |= {10}
print(type(a), a)


class F(frozenset):
    def __new__(cls, it=(), name="f"):
        self = super().__new__(cls, it)
        self.name = name
        return self

    def __hash__(self):
        return 42

    def __eq__(self, o):
        return True


f = F([1, 2], "nm")
print(f, f.name, hash(f), f == 5, {f: 1}, type(f | {3}), type(f.copy()), F() == F([1]), repr(F("a")), set(f), 1 in f)


class I(set):
    def __iter__(self):
        return iter([9, 8])

    def __len__(self):
        return 7

    def __or__(self, o):
        return "or"

    def __ror__(self, o):
        return "ror"

    def __lt__(self, o):
        return "lt"

    def __bool__(self):
        return False


i = I([1])
print(list(i), len(i), i | {1}, {1} | i, i < 1, {1} > i, bool(i), repr(i), sorted(i), {*i}, max(i))
try:
    hash(i)
except TypeError as x:
    print(x)


class Slot(set):
    __slots__ = ("z",)


z = Slot()
z.z = 1
try:
    z.y = 2
except AttributeError as x:
    print(x)
print(z.z, z)
