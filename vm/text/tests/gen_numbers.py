#!/usr/bin/env python3.12
"""Writes tests/data/{bigint,float,complex,hash}.txt."""
import math, os, subprocess, sys
from gen_common import Writer, show
from gen_values import FEDGE, rfloat


def bigints():
    w = Writer("bigint.txt", 1)
    r = w.rnd

    def rint(maxbits=300):
        b = r.choice([1, 3, 8, 31, 32, 53, 54, 60, 62, 63, 64, 65, 100, 127, 128, 129, 200, maxbits])
        v = r.choice([r.getrandbits(b), 1 << b, (1 << b) - 1, (1 << b) + 1])
        return v * r.choice([1, -1])

    edge = [0, 1, -1, 2, -2, 7, -7, 2**53, 2**53 + 1, -2**53 - 1, 2**61 - 1, -(2**61 - 1), 2**61, 2**62, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64]
    pairs = [(a, b) for a in edge for b in edge] + [(rint(), rint()) for _ in range(75)]
    for a, b in pairs[::3] + pairs[-75:]:
        w.case("divmod", a, b, fn=lambda: divmod(a, b))
        w.case("floordiv", a, b, fn=lambda: a // b)
        w.case("mod", a, b, fn=lambda: a % b)
        w.case("truediv", a, b, fn=lambda: a / b)
        w.case("gcd", a, b, fn=lambda: math.gcd(a, b))
        w.case("lcm", a, b, fn=lambda: math.lcm(a, b))
        w.case("bits", a, b, fn=lambda: (a & b, a | b, a ^ b, ~a))
    for _ in range(40):  # exact ties and near ties of the quotient
        q = r.getrandbits(53) << 1 | 1
        b = rint(120) or 1
        a = q * b * (1 << r.randrange(0, 60)) + r.choice([-1, 0, 1])
        w.case("truediv", a, b, fn=lambda: a / b)
        a, b = r.getrandbits(60), rint() << r.randrange(900, 1060) or 1
        w.case("truediv", a, b, fn=lambda: a / b)
        w.case("truediv", b, a or 1, fn=lambda: b / (a or 1))
    for a in edge[::2] + [rint(1100) for _ in range(14)] + [rint() for _ in range(50)] + [(r.getrandbits(54) << 1 | 1) << r.randrange(0, 1000) for _ in range(8)] + [2**1024 - 2**970, 2**1024 - 2**970 - 1, 2**1024]:
        w.case("float", a, fn=lambda: float(a))
        w.case("hash", a, fn=lambda: hash(a))
        w.case("bitlen", a, fn=lambda: (a.bit_length(), a.bit_count()))
        w.case("isqrt", a, fn=lambda: math.isqrt(a))
        w.case("str", a, fn=lambda: str(a))
        w.case("radix", a, fn=lambda: (bin(a), oct(a), hex(a)))
        for n in (-1, -2, -r.randrange(1, 30), -400):
            w.case("round", a, -n, fn=lambda: round(a, n))
        for s in (r.choice([0, 1, 63, 64]), r.randrange(0, 200)):
            w.case("shl", a, s, fn=lambda: a << s)
            w.case("shr", a, s, fn=lambda: a >> s)
        for f in (float(r.choice([a, a + 1, a - 1])) if abs(a) < 2**1000 else math.inf, r.uniform(-10, 10), float(a % 1000) + .5):
            w.case("cmp", a, f, fn=lambda: (a > f) - (a < f))
        n = max(1, (a.bit_length() + 7) // 8 + r.choice([0, 0, 1, -1]))
        for length, order, signed in [(r.choice([n, n, 0, 8, 9]), r.choice(["little", "big"]), r.random() < .6) for _ in range(4)]:
            w.case("tobytes", a, length, order, signed, fn=lambda: a.to_bytes(length, order, signed=signed))
    for v, s in [(1, -1), (0, -1), (1, 2**40), (0, 2**40), (1, 2**70), (0, 2**70), (5, 2**40 + 3), (-5, 2**40)]:
        if s < 2**40 or v == 0 or s > 2**64:
            w.case("shl", v, s, fn=lambda: v << s)
        w.case("shr", v, s, fn=lambda: v >> s)
    for _ in range(90):
        b = r.randbytes(r.choice([0, 1, 2, 7, 8, 9, 16, 17, 30]))
        for order in ("little", "big"):
            for signed in (False, True):
                w.case("frombytes", b, order, signed, fn=lambda: int.from_bytes(b, order, signed=signed))
    for _ in range(100):
        a, e = rint(80), r.randrange(0, 40)
        w.case("pow", a, e, fn=lambda: a ** e)
        a, e, m = rint(), rint(90), rint()
        w.case("modpow", a, e, m, fn=lambda: pow(a, e, m))
        a, e, m = r.randrange(-20, 20), r.randrange(-9, 30), r.randrange(-30, 30)
        w.case("modpow", a, e, m, fn=lambda: pow(a, e, m))
    for a in (0, 1, -1, 2):
        for e in (0, 1, 2**70, 2**70 + 1):
            if a != 2 or e < 9:
                w.case("pow", a, e, fn=lambda: a ** e)
    sys.set_int_max_str_digits(4300)
    texts = ["", " ", "0", "-0", "+5", " 12 ", "\t-7\n", "1_000", "1__0", "_1", "1_", "0x1f", "0X1F", "-0x1f", "0x_1f", "0x__1", "0b101", "0o17",
             "017", "00", "0_0", "00_1", "0x", "0b2", "zz", "z_z", "1 2", "--1", "+-1", "- 1", "\u0661\u0662", "\uff11\uff12 ", "\u30001\u2003", "1\u2009",
             "\x1c5", "\x1c\u0665", "1\x00", "1.0", "1e5", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
             "1" * 640, "1" * 641, "7" * 4300, "0" * 4301, "9" * 4301, "-" + "9" * 4301, "9" * 4301 + "x", "x" * 300, "\ud800", "1\ud800",
             "'", "a\nb", "\u00e9" * 210, "12345678901234567890123", "0x" + "f" * 40, "0b" + "10" * 60]
    for t in texts:
        for base in (10, 0, 2, 8, 16, 36, 1, 37, 7):
            if len(t) < 600 or base == 10:
                w.case("parse", t, base, fn=lambda: int(t, base))
    for _ in range(300):
        base = r.choice([0, 2, 3, 8, 10, 10, 16, 36])
        t = "".join(r.choice(" +-_0123789abfoxzBX\u0663") for _ in range(r.randrange(1, 9)))
        w.case("parse", t, base, fn=lambda: int(t, base))
    for n in (4299, 4300, 4301, 9000):
        v = 10 ** n - 1
        w.case("strlimit", n, fn=lambda: len(str(v)))
    w.close()


def floats():
    w = Writer("float.txt", 2)
    r = w.rnd
    values = FEDGE + [rfloat(r) for _ in range(650)]
    for x in values:
        w.case("repr", x, fn=lambda: repr(x))
    for x in values[:180]:
        w.case("hex", x, fn=lambda: x.hex())
        w.case("fromhex", x.hex(), fn=lambda: float.fromhex(x.hex()))
        if x == x:
            w.case("hash", x, fn=lambda: hash(x))
        w.case("ratio", x, fn=lambda: x.as_integer_ratio())
        w.case("ints", x, fn=lambda: (int(x), round(x), math.floor(x), math.ceil(x)))
        w.case("isint", x, fn=lambda: x.is_integer())
        for n in (0, 1, 2, r.randrange(-20, 20), r.choice([-400, -308, -309, 323, 324, 400, -5, 15])):
            w.case("round", x, n, fn=lambda: round(x, n))
    for x, n in [(1.7976931348623157e308, -308), (1.5e308, -308), (25.0, -1), (35.0, -1), (25.5, -1), (5e15 + .5, -1), (0.15, 1), (0.25, 1), (-0.4, 0), (-0.04, 1), (123456.5, -3), (500.0, -3), (500.25, -3), (1500.0, -3), (-1500.0, -3)]:
        w.case("round", x, n, fn=lambda: round(x, n))
    for _ in range(250):
        a, b = r.choice(FEDGE + [rfloat(r)] * 30), r.choice(FEDGE + [rfloat(r)] * 30)
        if r.random() < .3:
            a, b = float(r.randrange(-30, 30)) / 4, float(r.randrange(-9, 9)) / 2
        w.case("arith", a, b, fn=lambda: divmod(a, b))
        w.case("floordiv", a, b, fn=lambda: a // b)
        w.case("mod", a, b, fn=lambda: a % b)
        w.case("truediv", a, b, fn=lambda: a / b)

        def power():
            p = a ** b
            return "complex" if isinstance(p, complex) else p
        if -math.inf < a < 0 and abs(b) < 1e300 and b != int(b):
            w.lines["\t".join(["pow", show(a), show(b), "=complex"])] = None
        else:
            w.case("pow", a, b, fn=power)
    texts = ["", " ", "1", "1.", ".5", ".", "e5", "1e", "1e+", "1e5", "1E-5", "+1.5", "-.5e-3", "inf", "-Infinity", "+nan", "NaN", "infinit", "infx", "nan1", "1_0.0_1", "1__0", "_1", "1_", "1_.5", "1._5",
             "1e_5", "1e5_0", "1_e5", " 1.5\n", "\u0661.\u0665", "\uff11e\uff12", "\u20031", "1\x00", "1 2", "0x10", "1e400", "-1e400", "1e-400", "1e99999999999999999999", "0e99999999999999999999", "1" * 400, "0." + "0" * 400 + "1",
             "2.2250738585072011e-308", "9007199254740993", "1d5", "--1", "+-1", "\ud800", "'x'", "1\u00a0", "\x1c1", "in_f", "n_an", "1" * 250 + "x"]
    for _ in range(250):
        texts.append("".join(r.choice(" +-_.0123eEinfa") for _ in range(r.randrange(1, 8))))
        texts.append("%s%d.%de%d" % (r.choice(["", "-"]), r.getrandbits(r.choice([3, 60])), r.getrandbits(r.choice([3, 70])), r.randrange(-340, 320)))
    for t in texts:
        w.case("parse", t, fn=lambda: float(t))
    hexes = ["", "0x", "x", "1", "0x1", "0x1.8", "0x1.8p", "0x1.8p1", "0x1.8p+1", "0X1.8P-1", "-0x.8", "0x.", ".", "1.", "0x1p1024", "0x1p1023", "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023", "0x1p-1074", "0x1p-1075",
             "0x1.000001p-1075", "0x0.8p-1074", "0x1.8p-1074", "0x1p-1080", "0x1p99999999999999999999", "0x0p99999999999999999999", "0x1p-99999999999999999999", " inf ", "-Inf", "nan", "infinity", "infi", " 0x1 ", "0x1 2", "0x1.00000000000008", "0x1.000000000000080", "0x1.0000000000000801",
             "0x1.00000000000018", "0x100000000000008", "0x1000000000000080000001", "0x" + "f" * 300, "0x" + "0" * 300 + "1", "0x." + "0" * 300 + "1p1200", "1.2.3", "0x1g", "0x1p1.5", "\u0661", "0x1\x00", "+0x1", "++1"]
    for t in hexes:
        w.case("fromhex", t, fn=lambda: float.fromhex(t))
    for _ in range(200):
        t = "%s0x%x.%xp%d" % (r.choice(["", "-"]), r.getrandbits(r.choice([4, 64, 90])), r.getrandbits(r.choice([4, 52, 80])), r.choice([r.randrange(-30, 30), r.randrange(-1150, -1000), r.randrange(900, 1030)]))
        w.case("fromhex", t, fn=lambda: float.fromhex(t))
    w.close()


def complexes():
    w = Writer("complex.txt", 3)
    r = w.rnd
    small = [0.0, -0.0, 1.0, -1.0, 2.0, 0.5, 1e16, 1e-5, math.inf, -math.inf, math.nan, 1e200]
    values = [complex(a, b) for a in small for b in small] + [complex(rfloat(r), rfloat(r)) for _ in range(60)]
    for z in values:
        w.case("repr", z, fn=lambda: repr(z))
        if r.random() < .4:
            w.case("abs", z, fn=lambda: abs(z))
        if z == z and r.random() < .4:
            w.case("hash", z, fn=lambda: hash(z))
    for _ in range(250):
        a, b = r.choice(values), r.choice(values)
        if r.random() < .5:
            a, b = complex(r.randrange(-3, 4), r.randrange(-3, 4)), complex(r.randrange(-3, 4), r.choice([0, 0, 1, .5]))
        w.case("mul", a, b, fn=lambda: a * b)
        w.case("div", a, b, fn=lambda: a / b)
        w.case("pow", a, b, fn=lambda: a ** b)
    texts = ["", "1", "1j", "j", "-j", "+J", "1+j", "1-j", "1+2j", " ( 1 + 2j ) ", "(1+2j)", "( 1+2j )", "(1+2j", "1+2j)", "1 +2j", "1+ 2j", "1e5-3.5e-2j", "nan+infj", "-inf-nanj", "infj", "1_0+2_0j", "1__0j", "1_j", "_1j", "1+_2j", "j1", "1jj", "1+2",
             "\u0661+\u0662j", "()", "( )", "(j)", "++1j", "+-1j", "1+-2j", "1e", "\ud800", "1\u2003", "1\x00", "(1)x"]
    for _ in range(200):
        texts.append("".join(r.choice(" +-_.01ej()n") for _ in range(r.randrange(1, 8))))
    for t in texts:
        w.case("parse", t, fn=lambda: complex(t))
    w.close()


CHILD = r"""
import sys
sys.path.insert(0, sys.argv[1])
from gen_common import esc
seed = sys.argv[2]
texts = ["", "a", "hello", "abcdefg", "abcdefgh", "abcdefghi", "x" * 100, "\xe9", "na\xefve caf\xe9 \xff", "\u0100", "\u4f60\u597d\u4e16\u754c!", "a\u20ac\uffff", "\U0001f600", "mixed \U0001f600 \xe9 \u4f60", "\ud800", "\xe9" * 9, "\u0100" * 5]
for t in texts:
    print("text", seed, esc(t), "=%d" % hash(t), sep="\t")
for b in [b"", b"a", b"\x00", bytes(range(20)), b"hello"]:
    print("bytes", seed, b.hex(), "=%d" % hash(b), sep="\t")
"""


def hashes():
    here = os.path.dirname(os.path.abspath(__file__))
    w = Writer("hash.txt", 4)
    r = w.rnd
    for seed in (0, 1, 42, 12345, 4294967295):
        out = subprocess.run([sys.executable, "-c", CHILD, here, str(seed)], env={"PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True)
        for line in out.stdout.decode().splitlines():
            w.lines[line] = None
    for _ in range(150):
        items = tuple(r.choice([r.randrange(-5, 50), r.getrandbits(64), -r.getrandbits(70)]) for _ in range(r.randrange(0, 9)))
        hs = [hash(x) for x in items]
        w.case("tuple", hs, fn=lambda: hash(items))
        w.case("frozenset", [hash(x) for x in frozenset(items)], fn=lambda: hash(frozenset(items)))
    w.close()


bigints()
floats()
complexes()
hashes()
