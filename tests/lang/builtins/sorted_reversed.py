print(sorted([3, 1, 2]), sorted("bca"), sorted({2: 1, 1: 2}), sorted((3, 1), reverse=True), sorted([]), sorted(range(3), key=lambda x: -x), sorted(["b", "A"], key=str.lower), sorted([1, 2, 3], reverse=1))
for f in (lambda: sorted(5), lambda: sorted([1], lambda x: x), lambda: sorted([1, "a"]), lambda: sorted([1], key=5), lambda: sorted([1], foo=1), lambda: sorted([1, 2], key=lambda: 1), lambda: sorted([3j, 1j]), lambda: sorted([None, 1]), lambda: sorted([1, 2], reverse="x"), lambda: sorted([1, 2], reverse=[]), lambda: reversed({1, 2}), lambda: list(reversed({1: 2})), lambda: reversed(5), lambda: list(reversed("añ"))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
pairs = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(pairs), sorted(pairs, key=lambda p: p[1]), sorted(pairs, key=lambda p: p[1], reverse=True), sorted(pairs, key=lambda p: (-p[1], p[0])))
import operator
print(sorted(pairs, key=operator.itemgetter(1, 0)), sorted(["xx", "y"], key=len), sorted([[2, 1], [1, 2]], key=operator.itemgetter(1)))
n = [0]


class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        n[0] += 1
        return self.v < o.v


sorted([K(i) for i in range(100)])
print(n)
n[0] = 0
sorted([K(-i) for i in range(100)])
print(n)
n[0] = 0
r = sorted([K(i * 37 % 64) for i in range(64)])
print([k.v for k in r] == list(range(64)), n)
mixed = [3, 1.5, True, 2**65, -1, 0.0]
print(sorted(mixed), sorted(mixed, reverse=True), sorted([(1, "b"), (1, "a")]), sorted([[], [0], [0, 0]]), sorted(["", "a", "B", "é", "~"]), sorted([b"b", b"a"]), sorted([{1}, {1, 2}, set()], key=len), sorted([frozenset([2]), frozenset([1])], key=sorted))
l = list(range(10))
it = reversed(l)
l.append(99)
print(list(it), list(reversed(l))[:2], [*reversed((1, 2))], list(reversed(range(0, 10, 3))), "".join(reversed("abc")), list(reversed(b"ab")))
big = [(i * 7919) % 1000 for i in range(1500)]
s = sorted(big)
print(s == sorted(s), sorted(big, reverse=True) == s[::-1], sorted(range(1500), key=big.__getitem__)[:6], sum(a > b for a, b in zip(s, s[1:])))
runs = list(range(100)) + list(range(50, 0, -1)) + [7] * 40 + list(range(200, 300))
print(sorted(runs) == sorted(sorted(runs, reverse=True)), sorted(runs)[:12])
