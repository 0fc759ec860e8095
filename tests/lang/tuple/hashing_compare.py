pts = [(x, y) for x in range(3) for y in range(3)]
print(hash((1, 2)), hash(()), hash((0,)), hash((0, 0)), hash(("a",)), hash((1.5, None is None)), hash(((1, 2), 3)), [hash(p) for p in pts[:4]], hash((-1,)), hash((2**64, -2**64)))
d = {p: sum(p) for p in pts}
print(d[1, 2], d.get((5, 5)), (0, 0) in d, sorted(d, key=lambda p: (-p[1], p[0])), max(pts), min(pts, key=lambda p: (p[0] - 2) ** 2 + (p[1] - 1) ** 2))
print((1, 2, 3) < (1, 2, 4), (1, 2) < (1, 2, 0), ("a", 1) < ("b", 0), (1, "x") == (1.0, "x"), () == (), (1,) != (1,), ((1, 2), (3,)) > ((1, 2), (2, 9)), (1, [2]) == (1, [2]))
s = set(pts) & {(0, 0), (9, 9), (1, 1)}
print(s, {((1, 2), 3), ((1, 2), 3)}, len({(i % 3, i % 2) for i in range(100)}), sorted({(i * 7 % 5, i % 3) for i in range(30)}))
t = tuple(range(10))
print(t[2:5], t[::-3], t[-3:], t * 0, (t + t)[8:12], t.index(7), t.count(7), 7 in t, sum(t), tuple(sorted(t, reverse=True))[:3], tuple(x * x for x in t if x % 2), tuple(zip(t, "ab")), (*t[:2], "m", *t[8:]))
