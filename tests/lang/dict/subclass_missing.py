class D(dict):
    def __missing__(self, key):
        print("missing", key, end=" ")
        if key == "err":
            raise LookupError("no")
        return key * 2


d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d, len(d))
try:
    d["err"]
except LookupError as x:
    print(repr(x))
try:
    d[[]]
except TypeError as x:
    print(x)
print(D.fromkeys("ab", 1), type(D.fromkeys("a")), type(d.copy()), type(d | {}), type({} | d), D({"x": 1}, y=2), D([(1, 2)]), d == {"a": 1}, repr(d), isinstance(d, dict), {**d}, "%(q)s" % d, "{a} {zz}".format_map(d))


class C(dict):
    def __getitem__(self, k):
        return ("get", k)

    def __setitem__(self, k, v):
        super().__setitem__(k, ("set", v))

    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)

    def __contains__(self, k):
        return True

    def __iter__(self):
        return iter(["custom"])

    def __len__(self):
        return 42

    def keys(self):
        return ["k1"]


c = C(a=1)
c["b"] = 2
c.update(z=3)
c.setdefault("s", 4)
print(c["q"], c.get("b"), dict.__getitem__(c, "a"), "nope" in c, list(c), len(c), repr(c), bool(c))
del c["b"]
print(dict(c), {**c}, c.pop("a"), c.items(), list(c.values()))


def f(**kw):
    return kw


print(f(**c), f(**D(p=1)))
c.attr = 1
print(c.attr, c.__dict__)


class K(dict):
    __slots__ = ()

    def __hash__(self):
        return hash(tuple(self.items()))

    def __eq__(self, o):
        return "keq"

    def __getattr__(self, n):
        try:
            return self[n]
        except KeyError:
            raise AttributeError(n) from None


k = K(x=1)
print({k: 1}, k.x, k == 1, hash(k) == hash((("x", 1),)))
try:
    k.nope
except AttributeError as x:
    print(repr(x), x.__cause__, x.__suppress_context__)


class Counter2(dict):
    def __missing__(self, k):
        self[k] = 0
        return 0


n = Counter2()
for ch in "mississippi":
    n[ch] += 1
print(n, sorted(n.items(), key=lambda t: (-t[1], t[0])))
ns = D()
exec("x = 1\ny = x + 1", {}, ns)
print(ns)
class M(dict):
    def __missing__(self, k):
        if k.startswith("__"):
            raise KeyError(k)
        return "made " + k
print(eval("foo + bar", {}, M()))
