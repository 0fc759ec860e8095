from collections import defaultdict
d = defaultdict(list)
d["a"].append(1)
d["b"].append(2)
d["a"].append(3)
print(d, d["zz"], "yy" in d, d.get("yy"), len(d), dict(d), d.default_factory, d == {"a": [1, 3], "b": [2], "zz": []})
c = defaultdict(int, {"x": 5}, y=6)
for ch in "hello":
    c[ch] += 1
print(c, sorted(c.items()), c.copy(), type(c.copy()), c.pop("x"), c.setdefault("q"), c.setdefault("w", 9))
n = defaultdict(None)
for f in (lambda: n["k"], lambda: defaultdict(5), lambda: defaultdict(list)[[]], lambda: d.__missing__("m"), lambda: n.__missing__("m"), lambda: defaultdict(lambda: 1 / 0)["x"], lambda: defaultdict(int, 5), lambda: hash(d)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
t = lambda: defaultdict(t)
tree = t()
tree["a"]["b"]["c"] = 1
print(list(tree), tree["a"]["b"]["c"], len(tree["a"]["x"]))
d.default_factory = None
try:
    d["nope"]
except KeyError as e:
    print(repr(e))
d.default_factory = lambda: "dyn"
print(d["now"], repr(defaultdict(int)), defaultdict(list) | {"a": 1}, type({"b": 1} | defaultdict(int)), {**c})
class K(defaultdict):
    def __missing__(self, k):
        self[k] = v = k * 2
        return v
k = K()
print(k["ab"], k, k.default_factory)
cyc = defaultdict(list)
cyc["me"].append(cyc)
print(len(repr(cyc)) > 5)
g = defaultdict(set)
for i in range(200):
    g[i % 7].add(i % 11)
print({a: len(b) for a, b in g.items()}, sum(map(sum, g.values())))
