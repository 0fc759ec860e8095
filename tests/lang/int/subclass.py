class MyInt(int):
    def __new__(cls, v, tag="t"):
        self = super().__new__(cls, v)
        self.tag = tag
        return self

    def __add__(self, o):
        r = int.__add__(self, o)
        return r if r is NotImplemented else MyInt(r, self.tag + "+")

    def __repr__(self):
        return f"MyInt({int(self)}, {self.tag})"


a = MyInt(5, "a")
print(a, repr(a), str(a), a + 1, 1 + a, a * 2, type(a * 2), a + 2.5, type(a + 2.5))
print(a == 5, hash(a) == hash(5), {5: "x"}[a], [10, 11, 12, 13, 14, 15][a], a.tag, a.__dict__)
print(isinstance(a, int), type(+a), type(-a), type(int(a)), bool(MyInt(0)), a & 4, f"{a}", f"{a:03d}", "%d" % a, "%s" % a)
print(sum([a, a]), max(a, 3), sorted([MyInt(3), MyInt(1)]), range(a), list(range(MyInt(2))))


class R(int):
    def __radd__(self, o):
        return ("radd", o)

    def __sub__(self, o):
        return NotImplemented

    def __rsub__(self, o):
        return ("rsub", o)

    def __eq__(self, o):
        return "eq"

    __hash__ = int.__hash__

    def __bool__(self):
        return False

    def __lt__(self, o):
        return "lt"


r = R(3)
print(1 + r, 1 - r, r == 3, 3 == r, r < 1, 1 > r, not r, r + 1, 1.5 + r, True + r)
try:
    r - 1
except TypeError as x:
    print(x)


class Big(int):
    pass


print(Big(10**30) + 1, Big(2**62) * Big(2), type(Big(3) ** 2), Big("0x10", 16), Big(), Big.from_bytes(b"\x01\x00", "big"), type(Big.from_bytes(b"a", "big")))
b = Big(3)
b.x = [1]
b.x.append(2)
print(b.x, b.real, type(b.real), type(b.__index__()), round(b), type(round(b)))
