sq = {n: n * n for n in range(6)}
print(sq, {v: k for k, v in sq.items()}, {k: v for k, v in sq.items() if v % 2}, {**sq, 2: "two", 9: 81}, sq | {1: "one"}, {k: {j: k * j for j in range(2)} for k in range(2)})
words = "the quick brown fox jumps over the lazy dog".split()
by_len = {}
for w in words:
    by_len.setdefault(len(w), []).append(w)
print(by_len, {k: len(v) for k, v in sorted(by_len.items())}, {c: "".join(words).count(c) for c in "aeiou"}, max(by_len, key=lambda k: len(by_len[k])))
inv = {}
for k, v in {"a": 1, "b": 2, "c": 1}.items():
    inv.setdefault(v, set()).add(k)
print({k: sorted(v) for k, v in inv.items()}, dict(sorted({"b": 1, "a": 2}.items())), dict(sorted({"b": 1, "a": 2}.items(), key=lambda i: i[1], reverse=True)), dict([("x", 1)], y=2), dict({"a": 1}, a=2))
d = {"x": {"y": {"z": 1}}}
print(d["x"]["y"]["z"], d.get("q", {}).get("r", "none"), "y" in d["x"], [k for k in d], [*d], (*d.items(),), list(d.values())[0])
d["x"]["y"]["w"] = [1]
d["x"]["y"]["w"] += [2]
del d["x"]["y"]["z"]
print(d, len(d), bool({}), {} == {}, {1: 2} == {1.0: 2.0}, {"a": [1]} == {"a": [1]}, {(1, 2): 3}[1, 2])


def merge(a, b):
    return {k: merge(a[k], b[k]) if isinstance(a.get(k), dict) and isinstance(b.get(k), dict) else b.get(k, a.get(k)) for k in [*a, *(k for k in b if k not in a)]}


print(merge({"a": 1, "n": {"x": 1, "y": 2}}, {"b": 2, "n": {"y": 3, "z": 4}}))
t = {}
for i in range(1000):
    t[i % 10, i % 3] = i
print(len(t), t[5, 2], list(t)[:3], list(t)[-1], sum(t.values()), min(t, key=t.get))
print({i: c for i, c in enumerate("abc")}, {c: i for i, c in enumerate("aba")}, {print("k") or 1: print("v") or 2}, {x: y for x in range(2) for y in range(2)}, {**{}, **{"only": 1}})
