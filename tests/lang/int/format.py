for n in (0, 1, -1, 255, -255, 10**15, -10**15, 2**64, 12345678901234567890):
    print(bin(n), oct(n), hex(n), f"{n:x} {n:#X} {n:o} {n:b} {n:,} {n:_} {n:_x} {n:+d} {n: d}")
for spec in ("5", "<5", ">5", "^5", "=5", "05", "+05", "*^9", "x<8,", "08b", "#010x", "_b", "#_o", "c", "e", ".2f", "g", "%", "010,", "n", "15,d", ".3e", "=+8", "<08", "+.1f"):
    try:
        print(spec, "[" + format(65, spec) + "]", "[" + format(-65, spec) + "]" if spec != "c" else "")
    except Exception as x:
        print(spec, type(x).__name__, x)
for spec in (".3", ".3d", "s", ",b", "_c", "z", "q", "+c", "#c", "10.2d", "5 ", "[", ",n", ",_", "__"):
    try:
        print(spec, format(5, spec))
    except Exception as x:
        print(spec, type(x).__name__, x)
try:
    format(-1, "c")
except Exception as x:
    print(type(x).__name__, x)
print("%d %5d %-5d| %05d %+d %x %X %#x %o %#o %i %c" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8, -3, 97))
print("%d" % 3.99, "%d" % True, "%x" % -255, "%.5d" % 42, "%+.3x" % 10, "% d" % 7)
for f, a in (("%d", "x"), ("%x", 1.5), ("%c", -1), ("%c", "ab"), ("%d", None), ("%i", 1j)):
    try:
        print(f % a)
    except Exception as x:
        print(type(x).__name__, x)
