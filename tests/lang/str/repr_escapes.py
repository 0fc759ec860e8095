for s in ("'", '"', "'\"", "\\", "\n\r\t\b\f\v\a\0", "\x01\x1f\x7f\x80\xa0\xad\xff", "\u0100\u0378\u2028\u200b\ufeff", "\U0001F600\U000E0001\U0010FFFF", "\ud83d\ude00", "a'b\"c", "\N{BULLET}\N{LATIN SMALL LETTER E WITH ACUTE}", r"\n\x", R"a\'b", "\101\60\7", "\x41", "a\
b", """tri
ple"q""", '''it's''', u"u", "日本", "\u0301", "\u00ad"):
    print(repr(s), ascii(s), len(s))
print(str(b"abc", "ascii"), str(b"\xe9", "latin-1"), str(b"\xff", "utf-8", "replace"), str(b"\xc3\xa9", encoding="utf-8"), str(object=5), str(), str(None), str([1, "a"]))
for f in (lambda: str(b"\xff", "utf-8"), lambda: str("a", "utf-8"), lambda: str(5, "utf-8"), lambda: str(1, 2, 3, 4), lambda: chr(-1), lambda: chr(0x110000), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: ord(b"ab"), lambda: chr("a"), lambda: str(b"a", 5), lambda: "\ud800".encode()):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)
print(ord(b"a"), ord("\U0010ffff"), chr(0), chr(65) + chr(0xe9) + chr(0x1F600), ascii("é"), ascii([1, "é", ("日",)]))


class S:
    def __str__(self):
        return "str!"


class R:
    def __repr__(self):
        return "répr!"


class Bad:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


print(S(), str(R()), [R()], f"{S()} {R()} {R()!a} {S()!s:>6}", "%s %r %a" % (S(), R(), R()), {R(): 1} and "ok", ascii(R()))
for f in (lambda: str(Bad()), lambda: repr(Bad()), lambda: f"{Bad()}", lambda: [Bad()].__repr__(), lambda: "%s" % Bad()):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
