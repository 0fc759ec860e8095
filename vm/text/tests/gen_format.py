#!/usr/bin/env python3.12
"""Writes tests/data/{format,template,percent,repr}.txt."""
import math, string, sys
from _string import formatter_field_name_split, formatter_parser
from gen_common import Writer
from gen_values import FEDGE, rfloat

sys.set_int_max_str_digits(4300)


def specs():
    w = Writer("format.txt", 11)
    r = w.rnd

    def spec(codes):
        s = ""
        if r.random() < .4:
            s += r.choice(["", "", "*", "0", "x", "\u00e9", "\U0001f600", "{", " "]) + r.choice("<>=^")
        s += r.choice(["", "", "", "+", "-", " "])
        s += r.choice(["", "", "", "", "z"]) + r.choice(["", "", "", "#"]) + r.choice(["", "", "0"])
        s += r.choice(["", "", "1", "5", "10", "12", "23", "\u0665"])
        s += r.choice(["", "", "", ",", "_", "_,"[:r.randrange(1, 3)]])
        s += r.choice(["", "", ".0", ".1", ".3", ".10", ".20", "."][:r.choice([3, 7, 8])])
        s += r.choice(codes)
        if r.random() < .03:
            s += r.choice("dqx\u00e9")
        return s

    def clean():
        # Most random combinations are errors; this makes mostly valid ones.
        s = r.choice(["", "", "*<", ">", "^", "=", "0="]) + r.choice(["", "+", " "]) + r.choice(["", "", "#"]) + r.choice(["", "0"])
        return s + r.choice(["", "7", "14", "21"]) + r.choice(["", "", ",", "_"])

    ints = [0, 1, -1, 42, -255, 1000, 1234567, -1234567, 2**63, -2**70, 10**20, 0x110000, 0x1f600, 0xd800, 99999, True]
    for _ in range(550):
        v, s = r.choice(ints), spec(["", "", "d", "b", "o", "x", "X", "n", "c", "e", "f", "g", "%", "s", "q", "\u00e9", "G"])
        w.case("int", int(v), s, fn=lambda: format(int(v), s))
        s = clean() + r.choice(["", "d", "b", "o", "x", "X", "n", ".2f", "e", ".3g"])
        w.case("int", int(v), s, fn=lambda: format(int(v), s))
    w.case("int", 10**400, "f", fn=lambda: format(10**400, "f"))
    w.case("int", 2**80, "c", fn=lambda: format(2**80, "c"))
    for s in ["99999999999999999999d", ".99999999999999999999f", ".", "5.", ",_", "_,", ",,", "__", ",s", "_c", ",n", ",x", "_x", "_q", "\x01", "\x7f", "dd", "d ", "=", "==", "é<5", "é", "{", "  ", " ", "+ ", "z", "#", "0", "00", "05", "<05", "010,d", "017_x", "c", "5c", "05c", "^5c", "<05c"]:
        w.case("int", 65, s, fn=lambda: format(65, s))
        w.case("float", 65.5, s, fn=lambda: format(65.5, s))
        w.case("complex", 1 + 2j, s, fn=lambda: format(1 + 2j, s))
        w.case("str", "ab", s, fn=lambda: format("ab", s))
    for _ in range(520):
        v = r.choice(FEDGE + [rfloat(r)] * 60)
        s = spec(["", "", "e", "E", "f", "F", "g", "G", "n", "%", "d", "q"])
        w.case("float", v, s, fn=lambda: format(v, s))
        s = clean() + r.choice(["", ".0", ".1", ".3", ".6", ".17", ".40"]) + r.choice(["", "e", "f", "g", "G", "%", "E"])
        w.case("float", v, s, fn=lambda: format(v, s))
    for v in (1.5, 1e300, 5e-324, 0.1):
        for s in (".1000f", ".1200e", ".1150g", ".1150", "#.1120g"):
            w.case("float", v, s, fn=lambda: format(v, s))
    for v in (-0.0, -0.001, -1e-9, 0.0, -0.5):
        for s in ("z", "z.0f", "z.1f", "z.2e", "z.1g", "z%", "+z.1f", "z.0", "#z.0f", ".0", ".1", "#", "#.3", "#r", ".0e", "#.0e", "#.0f", "#g", ".0g", "#.0g"):
            w.case("float", v, s, fn=lambda: format(v, s))
    for v in FEDGE:
        for s in ("", ".0", ".1", ".2", ".5", ".16", ".17", "#", "g", "#g", "e", "#.0e", ".0f", "#.0f", "10", "010", ",", "+", "012.3f"):
            w.case("float", v, s, fn=lambda: format(v, s))
    for _ in range(220):
        z = complex(r.choice(FEDGE + [rfloat(r)] * 60), r.choice(FEDGE + [rfloat(r)] * 60))
        s = spec(["", "", "e", "f", "g", "G", "n", "%"])
        w.case("complex", z, s, fn=lambda: format(z, s))
        s = r.choice(["", "<", "^30", ">40", "*^30", "+", " "][:4]) + r.choice(["", ",", ".2", ".3f", ".1e", "g"])
        w.case("complex", z, s, fn=lambda: format(z, s))
    for _ in range(250):
        t = r.choice(["", "abc", "h\u00e9llo", "\U0001f600\u4f60", "\ud800x"])
        s = spec(["", "", "s", "d", "q"])
        w.case("str", t, s, fn=lambda: format(t, s))
        s = r.choice(["", "*<", ">", "^", "\u00e9^"]) + r.choice(["", "0"]) + r.choice(["", "2", "9"]) + r.choice(["", ".0", ".2"]) + r.choice(["", "s"])
        w.case("str", t, s, fn=lambda: format(t, s))
    w.close()


def templates():
    w = Writer("template.txt", 12)
    r = w.rnd
    fixed = ["", "a", "{}", "{{}}", "{{{}}}", "}", "{", "a}", "a{", "}}", "{{", "a}}b", "{0", "{0!", "{0!r", "{0!r}", "{0!rr}", "{0!r:", "{0!r:>5}", "{0:", "{0:{", "{0:{}", "{0:{}}", "{0:{1}{2}}x", "{a[}]}", "{a[{]}", "{a[", "{a[:]!r:x}", "{a{}", "{!}", "{:}", "{!:}", "{!!}",
             "{0!\u00e9}", "\u00e9{0}\u00e9", "{a.b[c].d}", "x{y}z{{w}}{v}", "{0:}}", "{0:}}}", "{:{{}}}", "a{0}b}c", "{0!s:}", "{ }", "{0 }"]
    names = ["", "0", "12", "a", "a.b", "a[b]", "a[0]", "0.x[1][y].z", ".a", "[0]", "a.", "a..b", "a[]", "a[b", "a[b]c", "a]b", "a[b].", "\u0661", "a[\u0662]", "a[-1]", "01", "99999999999999999999", "a[99999999999999999999]", "a.b]", "a[[b]", "1a", "a.0", " 0", "a[b.c]"]
    for _ in range(500):
        fixed.append("".join(r.choice(["{", "}", "!", ":", "[", "]", "a", "0", ".", "r", "\u00e9"]) for _ in range(r.randrange(1, 10))))
        names.append("".join(r.choice("[].ab01") for _ in range(r.randrange(1, 8))))

    def parse(t):
        out = []
        for lit, name, spec, conv in formatter_parser(t):
            out += [lit] if name is None else [lit, name, spec, conv or "None"]
        return "\x1f".join(out)

    def split(n):
        first, rest = formatter_field_name_split(n)
        return "\x1f".join([("i%d" % first if isinstance(first, int) else "n" + first)] + [("a" if is_attr else "k" if isinstance(k, str) else "i") + str(k) for is_attr, k in rest])
    for t in fixed:
        w.case("parse", t, fn=lambda: parse(t))
    for n in names:
        w.case("name", n, fn=lambda: split(n))
    for t in ["{}{}", "{0}{1}", "{}{0}", "{0}{}", "{a}{}{b}{}", "{a}{0}{b}", "{.x}{[1]}", "{0.x}{}", "{:{}}", "{0:{}}", "{:{0}}"]:
        class A:
            x = 1

            def __getitem__(self, k): return 1
            def __format__(self, s): return ""
        w.case("auto", t, fn=lambda: t.format(A(), A(), a=A(), b=A()) and "")
    for c in "sraq\u00e9\x01\x7f !":
        w.case("conversion", c, fn=lambda: ("{!%s}" % c).format(1) and c)
    w.close()


def percents():
    w = Writer("percent.txt", 13)
    r = w.rnd

    def directive(conv):
        return "%" + "".join(r.choice("-+ #0") for _ in range(r.choice([0, 0, 1, 1, 2, 3]))) + r.choice(["", "", "3", "8", "12"]) + r.choice(["", "", "", ".", ".0", ".2", ".5", ".9"]) + r.choice(["", "", "", "l", "h"]) + conv

    for _ in range(500):
        v, d = r.choice([0, 1, -1, 42, -42, 255, -255, 10**20, -2**64, 1234567]), directive(r.choice("diuoxX"))
        w.case("int", d, v, fn=lambda: d % v)
        f, d = r.choice(FEDGE + [rfloat(r)] * 40), directive(r.choice("eEfFgG"))
        w.case("float", d, f, fn=lambda: d % f)
    for _ in range(250):
        t, d = r.choice(["", "abc", "h\u00e9llo", "\U0001f600"]), directive("s")
        w.case("text", d, t, fn=lambda: d % t)
        c, d = r.choice("a\u00e9\U0001f600"), directive("c")
        w.case("char", d, c, fn=lambda: d % c)
        b, d = r.choice([b"", b"abc", b"\xff\x00"]), directive(r.choice("sb"))
        w.case("bytes", d, b, fn=lambda: d.encode() % b)
        v, d = r.choice([0, -42, 10**20]), directive(r.choice("diuoxX"))
        w.case("bytesint", d, v, fn=lambda: (d.encode() % v).decode())
    w.case("int", "%.2147483645d", 1, fn=lambda: "%.2147483645d" % 1)
    bad = ["%", "a%", "%5", "%5.", "%.", "%l", "%-", "%y", "%\u00e9", "\u00e9\u00e9%y", "%5.2q", "%\x01", "%\x1f", "%\x7f", "% ", "%#", "%ll", "%lld", "%99999999999999999999d", "%.99999999999d", "%.2147483648d", "%.2147483647q", "%q%d", "ab%-5.3lz", "%.q", "%5l"]
    for t in bad:
        w.case("bad", t, fn=lambda: t % (1, 2))
        if t.isascii():
            w.case("badbytes", t, fn=lambda: t.encode() % (1, 2))
    for t in ["%(", "%(a", "%(a)", "%((a)d", "%(a)5", "%()d", "%((a))d", "%(a)(b)d", "%(a(b)c)d|", "%(a)d %(b)d"]:
        w.case("badkey", t, fn=lambda: t % {"a": 1, "b": 2, "": 3, "(a)": 4, "a(b)c": 5})
    for t, width, prec in [("%*d", 5, None), ("%*d", -5, None), ("%-*d", -5, None), ("%0*d", 5, None), ("%.*d", None, 4), ("%.*d", None, -4), ("%*.*d", 8, 3), ("%*.*d", -8, -3), ("%+*.*d", 8, 3)]:
        args = tuple(x for x in (width, prec) if x is not None) + (42,)
        w.case("star", t, width, prec, fn=lambda: t % args)
    w.close()


def reprs():
    w = Writer("repr.txt", 14)
    r = w.rnd
    for cp in range(0, 0x110000):
        c = chr(cp)
        # All of Latin-1 and some changes of printability; unicode.txt has the rest.
        if cp < 0x100 or c.isprintable() != chr(cp - 1).isprintable() and r.random() < .3:
            w.case("str", c, fn=lambda: repr(c))
            w.case("ascii", c, fn=lambda: ascii(c))
    for _ in range(150):
        t = "".join(r.choice(["'", '"', "\\", "\n", "a", "bc def", "\u00e9", "\U0001f600", "\ud83d", "\x7f", "\u200b"]) for _ in range(r.randrange(0, 9)))
        w.case("str", t, fn=lambda: repr(t))
        w.case("ascii", t, fn=lambda: ascii(t))
        b = bytes(r.choice(b"'\"\\\n\r\tabc\x00\xff\x7f ") for _ in range(r.randrange(0, 12)))
        w.case("bytes", b, fn=lambda: repr(b))
    w.case("bytes", bytes(range(256)), fn=lambda: repr(bytes(range(256))))
    w.close()


specs()
templates()
percents()
reprs()
