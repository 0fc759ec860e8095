# iteration orders that follow from CPython's hashes and tables, PYTHONHASHSEED=0
print({10, 3, 7, 1, 100, 65, 33})
print({i * 7 % 50 for i in range(20)})
print({-1, -2, 0, 5, 2**40, 2**61, 2**64, -5})
print({"apple", "banana", "cherry", "date", "elderberry", "fig"})
print({"a", "b", "c", 1, 2, 3, None is None, 2.5, (1, 2), frozenset([1])} - {None})
print(set("the quick brown fox"), frozenset("hello"))
print({x * x for x in range(-5, 6)}, {0.5, 1.5, 2.25, -0.5, 1e10, 3.0})
s = set()
for i in range(30):
    s.add(i * 37 % 64)
    if i % 3 == 0:
        s.discard(i)
print(s, list(s)[:5])
s = set(range(100))
for i in range(0, 100, 2):
    s.remove(i)
print(list(s))
print(s.pop(), s.pop(), s.pop(), len(s))
print(set(range(20, 0, -1)), {*range(5), "x", "yy", "zzz"})
a, b = {1, 9, 17, 25}, {9, 33, 41, 1}
print(a | b, a & b, a - b, a ^ b, b - a, b & a)
print(hash("apple"), hash("a"), hash(b"abc"), hash(("a", 1)), hash(frozenset("abc")), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset([frozenset(), 0])))
words = ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua").split()
ws = set(words)
print(list(ws))
ws -= {"sed", "do"}
ws |= {"new", "words"}
print(list(ws), ws.pop())
print(set(str(i) for i in range(25)))
print({(i, j) for i in range(3) for j in range(3)})
print(hash(range(5)) == hash(range(5)), hash(1.5), hash(2j), hash(True), hash("é"), hash("日本"), hash("😀"), hash(""), hash("ab" * 50))
