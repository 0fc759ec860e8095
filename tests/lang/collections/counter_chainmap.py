from collections import Counter, ChainMap, UserDict, UserList, UserString
c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), c.most_common(), sorted(c.elements()), c.total(), len(c), Counter(a=2, b=1), Counter({"x": 3}), Counter(), Counter([1, 1, 2]))
d = Counter("miss")
print(c + d, c - d, c & d, c | d, +Counter(a=1, b=-1), -Counter(a=1, b=-1), d <= c, c == Counter("ppiissiissm"), c > d)
c.update("zz")
c.subtract({"i": 10})
del c["nope"]
c["new"] += 3
print(c, c.pop("z"), dict(c), list(c), c.copy() == c, Counter(c) == c)
c += Counter(q=2)
c -= Counter(q=1)
print(c, sum(c.values()), max(c, key=c.get))
for f in (lambda: Counter(5), lambda: Counter.fromkeys("a"), lambda: Counter(1, 2), lambda: c + 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["a"], m["b"], m.maps, list(m), len(m), "b" in m, m.new_child({"a": 0})["a"], m.parents, dict(m), m.get("zz"), m.pop("c"))
for f in (lambda: m["zz"], lambda: m.pop("b"), lambda: m.__delitem__("b")):
    try:
        print(f())
    except KeyError as e:
        print(repr(e))
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = U(a=1)
u["b"] = 2
u.update(c=3)
print(u, u.data, UserList([1, 2]) + [3], UserString("ab").upper(), u | {"z": 1})
