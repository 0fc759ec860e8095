# hashseed: 123
print(set("abcdefghij"), {"one", "two", "three", "four", "five"}, frozenset(["x", "y", "z"]), {b"a", b"b", b"c"}, {("a", 1), ("b", 2), ("c", 3)})
s = set()
for w in "to be or not to be that is the question".split():
    s.add(w)
print(s, list(s)[0], s.pop(), sorted(s))
print({1, 2, 3, 100, 50}, {1.5, 2.5, 0.5}, {"a", 1, None is None}, hash("to"), hash("be"), hash(("to", "be")), hash(b"to"))
print({k: None for k in {"q", "w", "e", "r", "t", "y"}}, "".join({"h", "i", "j", "k"}), {"a", "b"} | {"c", "d"}, {"a", "b", "c"} - {"b"}, {"a", "b", "c"} ^ {"c", "d"})
