# Keys that compare without running Python code, next to such that do.
from itertools import permutations

nan = float("nan")
words = ["b", "a", "é", "ab", "", "日", "😀", "Z", "a"]
pairs = [(len(w), w) for w in words] + [(1, "a", 0), (0,), ()]
print(sorted(pairs), sorted(pairs, reverse=True))
print(sorted([(1, 2.5), (1, 2), (1.0, -1), (True, 0), (0.5, "x"), (-0.0, 1), (0.0, 0), (0, 2)]))
print(sorted([(1, ("b", 2)), (1, ("a", 9)), (1, ("a",)), (0, ("z", "z"))]), sorted([((1, 2), 3), ((1, 1), 4), ((1,), 5)]))
print(sorted([(1, (2, (3, 4))), (1, (2, (3, 3))), (1, (2, ()))]), sorted([(1, [2]), (1, [1]), (0, [3])]))
print(sorted([(2 ** 70, 1), (2 ** 70 - 1, 2), (-2 ** 70, 3), (0, 4)]), sorted([(1e300, 1), (10 ** 300, 2), (1, 3)]))
for bad in ([(1, "a"), (1, 2)], [(1, None), (1, 2)], [(1, None), (2, 2)], ["a", (1,)], [(1, 2), [1, 2]], [(1j,), (2j,)], [(1, (1,)), (1, 1)]):
    try:
        print(sorted(bad))
    except TypeError as e:
        print(e)
print([(1, nan) < (1, nan), (nan, 1) < (nan, 2), (1, 2) == (1.0, 2), (1, 2) != (1, 2.5), (1, (2, nan)) == (1, (2, nan))])
print((1, 2, 3) > (1, 2), () < (0,), ("a", 1) >= ("a", 1), ("a",) <= ("A",), ((),) > (), (1, "x") == (1, b"x"), (-0.0,) < (0.0,))


class Word(str):
    def __lt__(self, other):
        return str(self)[::-1] < str(other)[::-1]


class Pair(tuple):
    def __lt__(self, other):
        return self[1] < other[1]


class Backwards:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v > other.v

    def __eq__(self, other):
        return self.v == other.v


print(sorted(map(Word, ["ab", "ba", "cc"])), sorted([Pair((1, 2)), Pair((2, 1))]), sorted([(1, Word("ab")), (1, Word("ba"))]))
print([(k, b.v) for k, b in sorted([(1, Backwards(1)), (1, Backwards(2)), (0, Backwards(0))], key=lambda t: t)])
stable = [(k % 3, k) for k in range(20)]
print(sorted(stable, key=lambda t: t[0]), sorted(stable, key=lambda t: (-t[0],), reverse=True)[:5])
print(all(sorted(p) == [(), (0,), (0, "a"), (0, "b")] for p in permutations([(0, "b"), (0,), (), (0, "a")])))
