import functools
data = [5, 2, 9, -1, 5, 0, 3.5, 2**70, -2**65, True]
print(sorted(data), sorted(data, reverse=True), sorted(data, key=lambda x: -x), sorted(data, key=abs), sorted(data, key=str))
words = "the Quick brown fox Jumps over the lazy dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
recs = [(i % 3, 10 - i, chr(97 + i)) for i in range(10)]
print(sorted(recs), sorted(recs, key=lambda r: r[0]), sorted(recs, key=lambda r: r[0], reverse=True), sorted(recs, key=lambda r: (r[0], -ord(r[2]))))
print(sorted(words, key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))), sorted([[2], [1, 5], [1]]), sorted({3: 1, 1: 2}), sorted("banana"), sorted([]), sorted((x for x in "cab")))


class C:
    n = 0

    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        C.n += 1
        return self.v < o.v

    def __repr__(self):
        return f"C{self.v}"


cs = [C(i * 7 % 13) for i in range(13)]
print(sorted(cs), max(cs), min(cs))
cs.sort(reverse=True)
print(cs)
for bad in ([1, "a"], [None, 1], [1, 2, None], [{}, {}], [1j, 2j], ["a", b"a"], [[1], ["a"]], [(1, "a"), (1, 2)]):
    try:
        print(sorted(bad))
    except TypeError as x:
        print(x)
l = [3, 1, 2]
try:
    l.sort(key=lambda x: 1 // (x - 2))
except ZeroDivisionError as x:
    print(x, l)
l = [1, 2, 3, 4]
try:
    l.sort(key=lambda x: l.append(x) or x)
except ValueError as x:
    print(x, l)
seen = []
l = [3, 1, 2]
l.sort(key=lambda x: seen.append(list(l)) or x)
print(seen, l)
x = 12345
big = []
for i in range(2000):
    x = (x * 1103515245 + 12345) % 2**31
    big.append(x % 1000)
s = sorted(big)
print(s[:10], s[-5:], all(a <= b for a, b in zip(s, s[1:])), sum(i * v for i, v in enumerate(s)))
idx = sorted(range(len(big)), key=big.__getitem__)
print(idx[:10], sum(i * v for i, v in enumerate(idx)), sorted(range(len(big)), key=big.__getitem__, reverse=True)[:8])
print(sorted([0.5, float("-inf"), 1, float("inf"), -0.0, 0.0, 0]), sorted([True, False, 0, 1]), sorted(["b", "a"], key=None))
