words = ["", "abc", "ABC", "Hello World", "hELLO wORLD", "they're bill's", "ß", "ǆ", "ΣΑΣ", "İ", "ﬁ", "123abc", "a_b c-d", "\tx\n", "éÀ", "ñandú", "日本", "𝒳x"]
for w in words:
    print(repr(w), w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold(), len(w), len(w.upper()))
for w in words + ["1", "²", "½", "٣", " ", "\n", "a1", "a b", "_x", "1x", "class", "\x7f", "\xa0", "\u2028", "Ab", "AB1", "ab1", "Ⅷ", "①", "\ud800"]:
    print(ascii(w), "".join(str(int(f())) for f in (w.isalpha, w.isdigit, w.isdecimal, w.isnumeric, w.isalnum, w.isspace, w.isupper, w.islower, w.istitle, w.isidentifier, w.isprintable, w.isascii)))
