class S(str):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v)
        self.extra = extra
        return self

    def upper(self):
        return S(super().upper() + "!", self.extra)

    def __getitem__(self, i):
        r = super().__getitem__(i)
        return f"<{r}>"

    def __eq__(self, o):
        return str.__eq__(self, o) or o == "any"

    __hash__ = str.__hash__


a = S("abc", 7)
print(a, repr(a), a.extra, a.upper(), type(a.upper()), a[0], a[1:], len(a), a + "d", type(a + "d"), "x" + a, a * 2, type(a[:]), a == "any", a == "abc", "abc" == a, a != "abc", hash(a) == hash("abc"), {"abc": 1}[a], {a: 2}["abc"])
print(isinstance(a, str), type(str(a)), type(S("x").lower()), "".join([a, a]), list(a), a in ["any"], "b" in a, f"{a:>5}", "%s" % a, a.__dict__, "-".join(a), a.replace("a", "b"), a.split("b"), sorted([S("b"), "a"]))


class L(str):
    def __len__(self):
        return 99

    def __iter__(self):
        return iter([1, 2])

    def __contains__(self, x):
        return True

    def __add__(self, o):
        return "add"

    def __radd__(self, o):
        return "radd"

    def __mod__(self, o):
        return "mod"

    def __rmod__(self, o):
        return "rmod"

    def __str__(self):
        return "custom"

    def __format__(self, s):
        return "fmt" + s

    def __lt__(self, o):
        return "lt"


l = L("hello")
print(len(l), list(l), "zz" in l, l + "a", "a" + l, l % 5, "%s" % l, str(l), repr(l), f"{l} {l:q} {l!s}", "{}".format(l), l < "a", "a" > l, bool(l), bool(L("")), "".join([l]), l == "hello", "x".join(l) if False else "", int(L("42")), float(L("1.5")), [1, 2, 3].__contains__(l))
print(type(l.strip()), l.strip(), "abchello".endswith(l), {L("k"): 1}["k"], getattr("abc", L("upper"))(), str.__add__(l, "x"), print(l))


class K(str):
    __slots__ = ()


k = K("x")
try:
    k.a = 1
except AttributeError as e:
    print(e)
print(k + "y", S("q", extra=1).extra, K(b"abc", "ascii"), K(5), K())
d = {}
d[S("m")] = 1
print(d, type(list(d)[0]).__name__, d.get("m"), S("m") in d)
