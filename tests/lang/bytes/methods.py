def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as x:
        print(type(x).__name__, x)


for T in (bytes, bytearray):
    b = T(b"the cat sat on the mat")
    print(b.find(b"at"), b.rfind(b"at"), b.index(b"cat"), b.count(b"at"), b.count(97), b.find(116, 5), b.find(b"zz"), b.startswith(b"the"), b.endswith((b"x", b"mat")), b.replace(b"at", b"og"), b.replace(b"at", b"", 1))
    print(b.split(), b.split(b" ", 2), b.rsplit(b" ", 1), b.partition(b"sat"), b.rpartition(b"zz"), b.upper(), b.title(), b.capitalize(), b.swapcase(), b.lower())
    print(T(b"  x ").strip(), T(b"xxax").strip(b"x"), T(b"a").center(5, b"*"), T(b"a").ljust(3), T(b"a").rjust(3, b"-"), T(b"5").zfill(3), T(b"a\tb").expandtabs(4), T(b"a\nb\r\nc").splitlines(), T(b"a\nb").splitlines(True))
    print(T(b",").join([b"a", bytearray(b"b"), b"c"]), T(b"abc").translate(bytes(range(255, -1, -1))), T(b"abca").translate(None, b"a"), T(b"abc").removeprefix(b"a"), T(b"abc").removesuffix(b"bc"), T(b"abc").isalpha(), T(b"12").isdigit(), T(b"a1").isalnum(), T(b" ").isspace(), T(b"A").isupper(), T(b"a").islower(), T(b"Ab").istitle(), T(b"\xff").isascii(), T(b"\xc3\xa9").decode())
    e(b.find, "a")
    e(b.index, b"q")
    e(b.find, 256)
    e(b.split, b"")
    e(b.split, "a")
    e(b.replace, "a", "b")
    e(b.join, ["a"])
    e(b.join, [1])
    e(b.translate, b"abc")
    e(b.startswith, "a")
    e(b.strip, "a")
    e(b.center, 50, b"xy")
    e(b.decode, "ascii", "strict")
    e(b.count, b"t", 5, 10)
    e(b.count, b"")
    e(b.hex, "é")
    print(hash(b) if T is bytes else "unhashable", type(b[1:3]), type(b + b"x"), type(b"x" + b), b == b"the cat sat on the mat", T.maketrans(b"ab", b"cd")[96:100])
print(repr(bytes(range(256))))
print(b"a" b"b" rb"\n" Rb'\x' br"c", b"\101\x41\
z")
try:
    hash(bytearray())
except TypeError as x:
    print(x)
