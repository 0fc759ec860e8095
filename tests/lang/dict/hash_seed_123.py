# hashseed: 123
print({"apple", "banana", "cherry", "date", "elderberry", "fig"})
print(hash("apple"), hash("a"), hash(b"abc"), hash(("a", 1)), hash(frozenset("abc")), hash("é"), hash("日本"), hash(""), hash("x" * 1000))
print(hash(1), hash(1.5), hash((1, 2)), hash(2**100), {5, 1, 100, 33})
print(set("the quick brown fox"), list(set(str(i) for i in range(20))))
print({"b": 1, "a": 2}, dict.fromkeys({"x", "y", "z", "w"}))
print(hash("abc") == hash("".join(["a", "b", "c"])), hash("ab") == hash(b"ab"), sorted({"q", "w"}))
