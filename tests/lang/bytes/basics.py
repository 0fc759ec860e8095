def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as x:
        print(type(x).__name__, x)


b = b"hello\x00\xff\n'"
print(b, b'"', b"'\"", b"\t\\", len(b), b[0], b[-2], b[1:4], b[::-1], b[::2], list(b)[:3], b + b"x", b * 2, 2 * b"ab", b"a" in b, 104 in b, b"ell" in b, b"" in b, str(b), f"{b}", hash(b"a") == hash("a"))
print(b"a" < b"b", b"a" == "a", b"abc" > b"ab", b"a" != b"b", b"a" == bytearray(b"a"), b"" < b"\x00", bool(b""), sorted([b"b", b"a", b""]), max(b"abc"), sum(b"abc"))
e(bytes)
e(bytes, 3)
e(bytes, [1, 2, 255])
e(bytes, (65, 66))
e(bytes, range(5))
e(bytes, b"x")
e(bytes, bytearray(b"y"))
e(bytes, memoryview(b"mv"))
e(bytes, "é", "utf-8")
e(bytes, "é", encoding="latin-1")
e(bytes, [256])
e(bytes, [-1])
e(bytes, ["a"])
e(bytes, -1)
e(bytes, "a")
e(bytes, None)
e(bytes, 1.5)
e(bytes, {1: 2, 3: 4})
e(bytes, 10**20)
e(lambda: b[100])
e(lambda: b + "x")
e(lambda: "x" + b)
e(lambda: b + 5)
e(lambda: 300 in b)
e(lambda: "h" in b)
e(lambda: b < "a")
e(lambda: b.foo)
e(lambda: setattr(b, "x", 1))
e(lambda: b * 1.5)
e(lambda: iter(b).__next__())
e(lambda: b.__setitem__)


class B:
    def __bytes__(self):
        return b"from B"


class Bad:
    def __bytes__(self):
        return "str"


class It:
    def __iter__(self):
        yield from (1, 2, 3)


e(bytes, B())
e(bytes, Bad())
e(bytes, It())
print(bytes.fromhex("00 fF 10"), b"\x00\xff".hex(), b"abcdef".hex("-"), b"abcdef".hex(":", 2), b"abcdef".hex(" ", -4))
e(bytes.fromhex, "0")
e(bytes.fromhex, "zz")
e(bytes.fromhex, 5)
print(b"%d %s %r %a %x %c %5.1f %b%%" % (5, b"x", b"y", "é", 255, 65, 2.5, b"z"), b"%(a)s" % {b"a": b"v"})
e(lambda: b"%s" % "str")
e(lambda: b"%d" % "str")
print([x for x in dir(bytes) if not x.startswith("_")])
