def e(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as x:
        print(type(x).__name__, x)


t = str.maketrans("abc", "xyz", "d")
print(t, "aabbccdd".translate(t), str.maketrans({"a": "1", "b": None, 99: "three", "d": 68}), "abcd".translate({97: "AA", 98: None, 99: 0x1F600}), "abc".translate({}))
e(str.maketrans, "ab", "c")
e(str.maketrans, {"ab": 1})
e(str.maketrans, "a")
e(str.maketrans, "a", 1)
e("abc".translate, 5)
e("a".translate, {97: 1.5})
e("a".translate, {97: -1})


class M:
    def __getitem__(self, k):
        if k == ord("b"):
            raise LookupError
        return chr(k).upper()


print("abc".translate(M()))
e("a".upper, 1)
e("a".replace, "a")
e("a".replace, 1, 2)
e("abc".find)
e("".join)
e(str.upper, 5)
e(str.join, 5, [])
e(lambda: str.upper())
e(lambda: "a".nope())
e(lambda: "a".strip("a", "b"))
e(lambda: "a".encode(foo=1))
e(lambda: "a b".split(foo=1))
e(lambda: "abc".replace("a", "b", count=1))
print("a".__add__("b"), "a".__add__(1) if False else "", "a".__mul__(2), "a".__contains__("a"), "ab".__getitem__(1), "a".__len__(), "a".__lt__("b"), "a".__eq__(1), "a".__hash__() == hash("a"), "a".__format__(">3"), "%d".__mod__(5), "a".__rmod__("x%s"))
e("a".__add__, 1)
print([x for x in dir(str) if not x.startswith("_")])
print(hash("a"), hash("abc"), hash(""), hash("é"), hash("日本語"), hash("a" * 100), hash(b"abc") == hash("abc"))
s = "abc"
print(s is s[:], s is s[0:3], s == "".join(s), s.__class__, s.__doc__ is not None, "abc".isidentifier(), "a" in "abc" in ["abc"])
s = ""
for i in range(300):
    s += chr(97 + i % 26)
    if i % 50 == 0:
        s += "é"
print(s, len(s), hash(s))
print("%s" % s[:5].encode().hex(), s.count("a"), s.replace("é", "")[:30])
it = iter("aé日")
print(next(it), next(it), it.__length_hint__(), list(it), list(it))
print(list(reversed("abc")), list(enumerate("ab", 5)), list(zip("ab", "cd")), dict(zip("ab", range(2))), [*"xyz"], "".join(sorted("hello", reverse=True)), "".join(map(str.upper, "abc")))
