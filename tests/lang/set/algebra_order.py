a, b = set(range(0, 30, 3)), set(range(0, 30, 5))
print(a, b, a & b, a | b, a - b, a ^ b, a <= b, a.isdisjoint({1}), {0, 15} < a, a >= {3}, a == set(range(0, 30, 3)))
s = set()
for i in range(50):
    s.add(i * i % 37)
print(s, len(s), sorted(s) == sorted(set(s)), max(s), sum(s))
for v in list(s):
    if v % 2:
        s.discard(v)
print(s, s.pop() in range(37), len(s))
w = set("abracadabra")
print(sorted(w), w == set("arcdb"), "".join(sorted(w - set("abc"))), {len(x) for x in ("a", "bb", "cc")}, {x for x in range(10) if x % 3} - {1})
f = frozenset("xyz")
print(sorted(f), f | {"w"} == frozenset("wxyz"), hash(f) == hash(frozenset("zyx")), {f: 1}[frozenset("yzx")], {frozenset([1]), frozenset([1])} == {frozenset([1])}, set([frozenset()]))
u = {1, 2, 3}
u |= {4}
u &= {2, 3, 4, 5}
u -= {3}
u ^= {2, 9}
print(u, u.union([1], "a") == {4, 9, 1, "a"}, u.intersection([4, 9], [9]), u.difference([9]), {1}.issubset([1, 2]), {1, 2}.issuperset((1,)), {1, 1.0, True}, {0, False, 0.0}, {"1", 1}, len({None, ..., NotImplemented}))
n = 0
big = set(range(0, 5000, 7))
for i in range(5000):
    if i in big:
        n += 1
print(n, len(big | set(range(100))), sorted(big - set(range(20, 5000))))
