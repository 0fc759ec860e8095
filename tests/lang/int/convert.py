def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as x:
        print(type(x).__name__, x)


for s in ("0", " 42 ", "-17", "+5", "1_000", "0x1f", "1__0", "_1", "1_", "", " ", "12a", "- 1", "0b1", "0o7", "\u0663\u0664", "9" * 30, "1e3", "--1"):
    e(int, s)
for s, b in (("ff", 16), ("0xff", 16), ("0xff", 0), ("0b101", 0), ("0o17", 0), ("017", 0), ("017", 8), ("z", 36), ("Zz", 36), ("2", 2), ("12", 1), ("12", 37), ("0b1", 16), ("1_0", 2), ("-0x10", 0), ("0", 0), ("00", 0), (b"101", 2)):
    e(int, s, b)
for v in (3.99, -3.99, 1e20, 1e300, float("nan"), float("inf"), float("-inf"), True, None, [], b"12", bytearray(b"-7"), 2j, b"\xff"):
    e(int, v)
e(int)
e(int, 5, 10)
e(int, x=5)
e(int, "11", base=2)
e(int, "5", "5")


class I:
    def __int__(self):
        return 77


class T:
    def __trunc__(self):
        return 8


class X:
    def __index__(self):
        return 9


class Bad:
    def __int__(self):
        return "x"


e(int, I())
e(int, X())
e(int, Bad())
e(int, "1", X())
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 0]))
print((1000).to_bytes(2, "big"), (-2).to_bytes(3, "little", signed=True), (255).to_bytes(), (0).to_bytes(0, "big"))
e(lambda: (256).to_bytes(1, "big"))
e(lambda: (-1).to_bytes(1, "big"))
e(lambda: (1).to_bytes(-1, "big"))
e(lambda: (1).to_bytes(1, "middle"))
