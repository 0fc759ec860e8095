class B(bytes):
    def __new__(cls, v, tag=0):
        self = super().__new__(cls, v)
        self.tag = tag
        return self

    def __getitem__(self, i):
        return ("item", bytes.__getitem__(self, i))

    def __add__(self, o):
        return B(bytes(self) + bytes(o), self.tag + 1)


a = B(b"abc", 5)
print(a, repr(a), str(a), a.tag, a[0], a[1:], len(a), a + b"d", (a + b"d").tag, b"x" + a, type(b"x" + a), a == b"abc", hash(a) == hash(b"abc"), {a: 1}[b"abc"], list(a), a.upper(), type(a.upper()), bytes(a), type(bytes(a)), 97 in a, b"".join([a, a]), a.hex(), B.fromhex("41"), type(B.fromhex("41")))
print(a.__dict__, isinstance(a, bytes), a < b"b", sorted([B(b"z"), b"a"]), B([1, 2]), B(3), a.decode(), int(B(b"12")), a * 2, type(a * 2), bool(B(b"")))


class E(bytes):
    def __eq__(self, o):
        return "eq"

    def __bytes__(self):
        return b"dunder"

    def __iter__(self):
        return iter("xyz")

    def __len__(self):
        return 42

    def __str__(self):
        return "S"


x = E(b"q")
print(x == 1, bytes(x), list(x), len(x), str(x), repr(x), f"{x}", "%s" % x, b"%s" % x, bytearray(x))
try:
    hash(x)
except TypeError as err:
    print(err)
