def e(s):
    try:
        print(repr(s), repr(float(s)))
    except Exception as x:
        print(type(x).__name__, x)


for s in ("1", "1.", ".5", "-.5", "+1.5e3", "1e5", "1E-5", " 2.5\n", "1_000.5", "1__0", "_1.0", "1._5", "1e_5", "inf", "-Infinity", "NaN", "+nan", "infinit", "nan(1)", "", " ", ".", "e5", "1e", "0x1p3", "1,5", "1e400", "-1e400", "1e-400", "123456789" * 10, "0." + "0" * 30 + "1", "1e0000000000000000000001", "2.4703282292062327e-324", "2.4703282292062328e-324", "9007199254740993", "1.7976931348623158e308", "1.797693134862315808e308", "0.500000000000000166533453693773481063544750213623046875", "\u0661.\u0665", "1d5", "1f", "--1"):
    e(s)
for v in (5, True, 10**30, 10**400, b"1.5", bytearray(b"2"), None, [], 1j, b"\xff"):
    e(v)


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 7


class B:
    def __float__(self):
        return 1


e2 = lambda o: float(o)
print(float(F()), float(I()), float())
try:
    float(B())
except TypeError as x:
    print(x)
try:
    float(1, 2)
except TypeError as x:
    print(x)
for h in ("0x1.8p1", "0x1p-1074", "-0x1.fffffffffffffp+1023", "0x.8", "1.8", "inf", "nan", "0x1p5000", "zz", "0x", " 0x1P3 "):
    try:
        print(h, float.fromhex(h))
    except Exception as x:
        print(h, type(x).__name__, x)
