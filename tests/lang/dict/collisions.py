class Same:
    """All hashes alike; equal by value; notes who was asked."""
    asked = 0

    def __init__(self, v, h=7):
        self.v = v
        self.h = h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        Same.asked += 1
        return isinstance(other, Same) and self.v == other.v

    def __repr__(self):
        return "S%d" % self.v


d = {}
for k in range(20):
    d[Same(k)] = k
print(len(d), d[Same(0)], d[Same(19)], Same(20) in d, list(d)[:3])
for k in range(0, 20, 3):
    del d[Same(k)]
print(d, Same(3) in d, Same(4) in d)
d[7] = "int"
d[7.0] = "float"
d[Same(3)] = "again"
print(d[7], len(d), d.get(Same(7)), list(d)[-2:])
# Hashes alike in their low bits, in their high bits, and negative.
for step in (1, 64, 1 << 20, 1 << 32, 1 << 40, (1 << 61) - 1, -1, -(1 << 33)):
    e = {k * step: k for k in range(300)}
    ok = all(e[k * step] == k for k in range(300)) and len(e) == 300
    for k in range(0, 300, 2):
        del e[k * step]
    left = [v for v in e.values()]
    print(step, ok, left == list(range(1, 300, 2)), step * 2 in e, step * 3 in e, e.get(step * 299))
# One word of the hash, several types.
mixed = {1: "int", "1": "str", (1,): "tuple", b"1": "bytes", None: "none", 2.5: "half"}
mixed.update({k: k for k in range(10, 30)})
mixed[True] = "bool"
mixed[1.0] = "float"
mixed[1 + 0j] = "complex"
print(mixed[1], len(mixed), mixed[2.5], mixed[None], mixed[(1.0,)], mixed[(True,)], mixed[b"1"], 2.5 in mixed, 2.25 in mixed, (1, 2) in mixed, "x" in mixed)
big = {2 ** 70: "a", 2 ** 70 + 1: "b", float(2 ** 70): "c", -2 ** 80: "d"}
print(big[2 ** 70], big[2 ** 70 + 1], len(big), -2 ** 80 in big)
# Tuples, nested, with keys that have a say.
t = {}
for k in range(40):
    t[(k, (str(k), (k, None)))] = k
    t[(Same(k), k)] = -k
print(t[(5, ("5", (5, None)))], t[(5.0, ("5", (5, None)))], t[(Same(39), 39)], (Same(3), 4) in t, len(t))
deep = ()
for _ in range(30):
    deep = (deep,)
same = ()
for _ in range(30):
    same = (same,)
print({deep: 1}[same], {**{k: 0 for k in range(9)}, deep: 2}[same], (same,) in {deep: 1})


class Str(str):
    def __eq__(self, other):
        return str.__eq__(self, other) and "sub"

    __hash__ = str.__hash__


names = {"k%d" % k: k for k in range(20)}
names[Str("k3")] = "via subclass"
names[Str("new")] = "subclass"
print(names["k3"], names["new"], type(list(names)[-1]).__name__, names[Str("k4")], len(names))


class Changing:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return hash("x5")

    def __eq__(self, other):
        if len(self.target) == 40:
            for k in range(30):
                del self.target["x%d" % k]
            self.target["x5"] = "put back"
        return other == "x5"


shrinking = {"x%d" % k: k for k in range(40)}
print(shrinking[Changing(shrinking)], len(shrinking))
# Last in, first out, first in, first out, around the size where the index begins.
q = {}
for k in range(1000):
    q[k] = k
    if k % 2:
        q.popitem()
    if len(q) > 9:
        q.pop(next(iter(q)))
print(q)
for k in range(200):
    q["s%d" % (k % 11)] = k
    q.pop("s%d" % (k * 7 % 11), None)
print(sorted((str(k), v) for k, v in q.items()))
c = dict(q)
c2 = {**{k: k for k in range(50)}}.copy()
del c2[7]
c3 = c2.copy()
c2.clear()
c2[1] = 2
print(c == q, len(c3), 7 in c3, 8 in c3, c2)
