s = "naïve café 日本語 😀 Ωmega"
print(len(s), s.upper(), s.title(), s.split(), s.find("日"), s.rfind("a"), s[11:14], s[-6:], s[::-1])
print([s.index(c) for c in "ïé日😀Ω"], s.replace("日本語", "JP"), s.center(30, "·"), s.partition("😀"), s.encode()[5:9], s.count("a"))
for i in range(0, len(s), 3):
    print(i, s[i], ord(s[i]), hex(ord(s[i])), s[i:i + 2], ascii(s[i]))
print("é" == "e\u0301", len("e\u0301"), "ﬀ".upper(), "ŉ".upper(), "ΐ".upper(), "Σ".lower(), "ΑΣ".lower(), "ΑΣΑ".lower(), "ΑΣ Β".lower(), "ß".casefold(), "ẞ".lower(), "İ".lower(), "ı".upper(), "ǆ".title(), "ǅ".swapcase(), "ᾳ".title(), "𐐀".lower(), "ﬁx".capitalize(), "ﬁx".title())
print("\u00a0x\u3000".strip() == "x", "a\u3000b".split(), "\x1f".isspace(), "\u200b".isspace(), "\u180e".isspace(), "x\x85y".splitlines(), "١٢٣".isdigit(), int("١٢٣"), "²".isdigit(), "²".isdecimal(), "Ⅷ".isnumeric(), "一".isnumeric())
ident = {"ñ": 1}
ñ = 5
변수 = 7
print(ñ + 변수, ident["ñ"], "变量".isidentifier(), "a·b".isidentifier(), "℘".isidentifier(), "1a".isidentifier())
ﬁ = 3
print(fi, "fi" in globals(), "ﬁ" in globals())
big = "".join(chr(c) for c in range(0x80, 0x900, 7)) * 3
print(len(big), hash(big), big[100], big[500:505], big.find(big[700:705]), big.count(big[3]), len(big.encode()), big.isprintable(), sum(map(ord, big)))
mixed = "a" * 1000 + "é" + "b" * 1000 + "日" + "c" * 1000 + "😀"
print([mixed[i] for i in (0, 999, 1000, 1001, 2000, 2001, 2002, -1, -2)], mixed[998:1003], mixed[1999:2004], mixed.index("c"), mixed.rindex("b"), mixed[::500], mixed[::-700], len(mixed.encode()), len(mixed.encode("utf-16-le")))
t = 0
for i, c in enumerate(mixed):
    t = (t * 31 + ord(c) + i) % 1000003
print(t)
print(sorted(["é", "e", "z", "Z", "ä", "a", "\U0001F600", "\uffff"]), "\ud800" < "\U00010000", "\ud800" < "\uffff", max("aé日😀"))
