#!/usr/bin/env python3.12
"""Writes tests/data/{text_ops,byte_ops,codec,unicode}.txt."""
import zlib
from gen_common import Writer

PIECES = ["a", "b", "ab", "aba", "xyz", " ", "\t", "\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\xa0", "\u3000", "-", "+", "A", "Z", "\xdf", "\xe9", "\xc9", "\u0130", "\u0131", "\u01c5", "\u01c4",
          "\u03a3", "\u03c3", "\u0391", "'", "\u2019", "\u0301", "\ufb01", "\ufb03", "\u1f80", "\u1f88", "\u10d0", "\u1c90", "\u13a0", "\uab70", "\u4f60", "\U0001f600", "\U00010400", "\U0001d7ce", "\u0661", "\xb2", "\xbd", "\u2160",
          "\ud800", "\udc80", "_", "9", "1", "\x00", "\u0345", "\u2c2f", "\u1e9e", "\ua7c2"]
ASCII = ["a", "b", "ab", "aba", "xyz", " ", "\t", "\n", "\r\n", "\r", "\x0b", "\x1c", "-", "+", "A", "Z", "'", "_", "9", "1", ","]
NOARG = ["upper", "lower", "title", "capitalize", "swapcase", "casefold"]
TESTS = ["isalpha", "isdecimal", "isdigit", "isnumeric", "isalnum", "isspace", "islower", "isupper", "istitle", "isprintable", "isidentifier", "isascii"]
BTESTS = ["isalpha", "isdigit", "isalnum", "isspace", "islower", "isupper", "istitle", "isascii"]


def common(w, make, pieces, conv, is_text):
    r = w.rnd
    for _ in range(150):
        t = make()
        kind = r.choice(pieces)
        sub = conv(r.choice([kind, kind + r.choice(pieces), r.choice(pieces), "", "ab", "a"]))
        to = conv(r.choice(["", "x", "yy", "longer", kind]))
        m = r.choice([-1, -1, 0, 1, 2])
        for op in ("find", "rfind", "count"):
            w.case(op, t, sub, fn=lambda: getattr(t, op)(sub))
        w.case("replace", t, sub, to, m, fn=lambda: t.replace(sub, to, m))
        w.case("split", t, sub, m, fn=lambda: t.split(sub, m))
        w.case("rsplit", t, sub, m, fn=lambda: t.rsplit(sub, m))
        w.case("splitws", t, m, fn=lambda: t.split(None, m))
        w.case("rsplitws", t, m, fn=lambda: t.rsplit(None, m))
        w.case("splitlines", t, bool(m + 1), fn=lambda: t.splitlines(bool(m + 1)))
        w.case("partition", t, sub, fn=lambda: t.partition(sub))
        w.case("rpartition", t, sub, fn=lambda: t.rpartition(sub))
        w.case("removeprefix", t, sub, fn=lambda: t.removeprefix(sub))
        w.case("removesuffix", t, sub, fn=lambda: t.removesuffix(sub))
        for op in ("strip", "lstrip", "rstrip"):
            w.case(op, t, None, fn=lambda: getattr(t, op)())
            w.case(op, t, sub + t[:1], fn=lambda: getattr(t, op)(sub + t[:1]))
        n = r.randrange(0, 14)
        fill = conv(r.choice([" ", "*", "\xe9" if is_text else "_", "\u4f60" if is_text else "."]))
        for op in ("center", "ljust", "rjust"):
            w.case(op, t, n, fill, fn=lambda: getattr(t, op)(n, fill))
        w.case("zfill", conv("-") + t, n, fn=lambda: (conv("-") + t).zfill(n))
        w.case("zfill", t, n, fn=lambda: t.zfill(n))
        tab = t + conv("\t") + t
        w.case("expandtabs", tab, n - 2, fn=lambda: tab.expandtabs(n - 2))
        w.case("repeat", t, n, fn=lambda: t * n)


def text_ops():
    w = Writer("text_ops.txt", 21)
    r = w.rnd

    def make():
        p = r.choice([PIECES, ASCII])
        return "".join(r.choice(p) for _ in range(r.randrange(0, 10)))
    common(w, make, PIECES, str, True)
    words = ["\u03a3", "A\u03a3", "A\u03a3B", "A'\u03a3", "A\u03a3'B", "A\u03a3' B", "\u03a3\u03a3", "a\u0345\u03a3", "\u0345\u03a3", "A\u03a3\u0345", "they're bill's", "\u1f88\u03a3 \u01c4x", "\u0130I\u0131i", "stra\xdfe", "x\ufb01", "HELLO wORLD 9a"]
    for t in words + [make() for _ in range(250)]:
        for op in NOARG:
            w.case(op, t, fn=lambda: getattr(t, op)())
    for t in ["", "a", "A", "1", "a1", "Aa Bb", "AA", "aA", "A a", "\u01c5", "\u01c5a", "\u01c5A", "a\u01c5", "_x9", "9x", "\xe9t\xe9", "x\u0301", "\u2118", "\u0661", "\xb2", "\xbd", " ", "\x1c", "\x85", "\ud800", "\t", "a\n"] + [make() for _ in range(100)]:
        for op in TESTS:
            w.case(op, t, fn=lambda: getattr(t, op)())
    for _ in range(250):
        t = make()
        s = slice(*(r.choice([None, r.randrange(-12, 12)]) for _ in range(2)), r.choice([None, 1, 2, 3, -1, -2, -5, 100, -100]))
        start, stop, step = s.indices(len(t))
        n = len(range(start, stop, step))
        if n:
            w.case("slice", t, start, step, n, fn=lambda: t[s])
        w.case("reverse", t, fn=lambda: t[::-1])
        a, b = r.randrange(0, 9), r.randrange(0, 9)
        w.case("range", t, a, b, fn=lambda: t[a:b])
    table = {ord("a"): "AA", ord("b"): None, ord("x"): 0x1f600, 0xe9: "e", 0x4f60: None, 0xd800: ord("s")}
    for _ in range(80):
        t = make() + "ab\xe9x"
        w.case("translate", t, fn=lambda: t.translate(table))
    w.close()


def byte_ops():
    w = Writer("byte_ops.txt", 22)
    r = w.rnd

    def make():
        return "".join(r.choice(ASCII + ["\x85", "\xa0", "\xe9", "\xff"]) for _ in range(r.randrange(0, 10))).encode("latin-1")
    common(w, make, ASCII, lambda s: s.encode("latin-1"), False)
    for _ in range(100):
        b = make()
        for op in NOARG[:-1] + BTESTS:
            w.case(op, b, fn=lambda: getattr(b, op)())
        sep, n = r.choice([":", "-"]), r.choice([1, 2, 3, -1, -2, -3, 100, 0])
        w.case("hex", b, None, 0, fn=lambda: b.hex())
        w.case("hex", b, sep, n, fn=lambda: b.hex(sep, n))
        table, delete = bytes.maketrans(b"ab", b"xy"), r.choice([b"", b"a", b" 9"])
        w.case("translate", b, 1, delete, fn=lambda: b.translate(table, delete))
        w.case("translate", b, 0, delete, fn=lambda: b.translate(None, delete))
    for t in ["", "00", "0", "0g", "aB cD", " 1 2", "12 3", "\t12\n34 ", "12\x1c34", "\xe9", "12\xe9", "1\u06612", "g", "1", "123", "12  ", "\ud80012"] + ["".join(r.choice("0aF \tg") for _ in range(r.randrange(1, 8))) for _ in range(100)]:
        w.case("fromhex", t, fn=lambda: bytes.fromhex(t))
    w.case("maketrans", b"ab", b"c", fn=lambda: bytes.maketrans(b"ab", b"c"))
    w.case("maketrans", b"ab", b"cd", fn=lambda: bytes.maketrans(b"ab", b"cd"))
    w.close()


HANDLERS = ["strict", "ignore", "replace", "surrogateescape", "surrogatepass", "backslashreplace", "xmlcharrefreplace"]
CODECS = ["utf-8", "utf-8-sig", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


def codecs_():
    import codecs
    w = Writer("codec.txt", 23)
    r = w.rnd

    def attempt(fn):
        try:
            return fn()
        except UnicodeError as e:
            raise ValueError("%s|%d|%d" % (e, e.start, e.end))
        except TypeError:
            raise ValueError("unsupported")
    seqs = [b"a", b"ab", b"\x80", b"\xbf", b"\xc0", b"\xc1", b"\xc2", b"\xc2\x80", b"\xdf\xbf", b"\xe0", b"\xe0\x80", b"\xe0\xa0", b"\xe0\xa0\x80", b"\xed\x9f\xbf", b"\xed\xa0", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xb2\x80", b"\xef\xbb\xbf", b"\xef\xbf",
            b"\xf0", b"\xf0\x80", b"\xf0\x90", b"\xf0\x90\x80", b"\xf0\x9f\x98\x80", b"\xf4\x8f\xbf\xbf", b"\xf4\x90", b"\xf4\x90\x80\x80", b"\xf5", b"\xff", b"\xfe"]
    datas = [b""] + seqs + [b"".join(r.choice(seqs) for _ in range(r.randrange(1, 4))) for _ in range(38)]
    for d in datas:
        for h in HANDLERS:
            for c in ["utf-8", "ascii"] + (["latin-1", "utf-8-sig"] if h == "strict" else []):
                if h != "xmlcharrefreplace":
                    w.case("decode", c, h, d, fn=lambda: attempt(lambda: d.decode(c, h)))
        w.case("partial", "utf-8", d, fn=lambda: attempt(lambda: codecs.utf_8_decode(d, "strict", False)))
        w.case("partial-sp", "utf-8", d, fn=lambda: attempt(lambda: codecs.utf_8_decode(d, "surrogatepass", False)))
    units = [b"a\x00", b"\x00a", b"\x00\xd8", b"\xd8\x00", b"\x00\xdc", b"\xdc\x00", b"\xff\xfe", b"\xfe\xff", b"\x60\x4f", b"\x00\x00", b"\x10\x00", b"\x11\x00", b"\x01", b"\x3d\xd8\x00\xde"]
    for _ in range(120):
        d = b"".join(r.choice(units) for _ in range(r.randrange(0, 6)))
        for c in CODECS[4:]:
            h = r.choice(HANDLERS[:-1])
            w.case("decode", c, h, d, fn=lambda: attempt(lambda: d.decode(c, h)))
        for name, f in [("utf-16-le", codecs.utf_16_le_decode), ("utf-16-be", codecs.utf_16_be_decode), ("utf-32-le", codecs.utf_32_le_decode)]:
            if r.random() < .4:
                w.case("partial", name, d, fn=lambda: attempt(lambda: f(d, "strict", False)))
    chars = ["a", "bc", "\x7f", "\x80", "\xe9", "\xff", "\u0100", "\u4f60", "\ud800", "\udc80", "\udcff", "\udbff", "\udfff", "\uffff", "\U00010000", "\U0001f600", "\U0010ffff"]
    texts = [""] + chars + ["".join(r.choice(chars) for _ in range(r.randrange(1, 6))) for _ in range(40)]
    for t in texts:
        for c in CODECS:
            for h in ["strict"] + r.sample(HANDLERS, 2):
                w.case("encode", c, h, t, fn=lambda: attempt(lambda: t.encode(c, h)))
    for n in ["UTF-8", "utf8", "U8", "utf_8", "UTF 8", "latin-1", "ISO-8859-1", "iso8859_1", "L1", "us-ascii", "646", "utf-16", "UTF-16LE", "utf_16_be", "utf-32-le", "utf-8-sig", "ANSI_X3.4-1968", "cp819", "utf--8", " utf-8"]:
        w.case("name", n, fn=lambda: codecs.lookup(n).name)
    for n in ["utf-9", "", "latin-9x", "utf 88"]:
        w.lines["name\t%s\t=?" % n] = None
    w.close()


def unicode_():
    """Checksums of every property and mapping over blocks of 16384 code points."""
    w = Writer("unicode.txt", 24)
    for block in range(0, 0x110000, 16384):
        cps = range(block, block + 16384)
        for p in TESTS[:-1]:
            w.case(p, block, fn=lambda: zlib.crc32(bytes(getattr(chr(c), p)() for c in cps)))
        for m in ("lower", "upper", "title", "casefold"):
            w.case(m, block, fn=lambda: zlib.crc32("\n".join(getattr(chr(c), m)() for c in cps).encode("utf-8", "surrogatepass")))
    w.close()


text_ops()
byte_ops()
codecs_()
unicode_()
