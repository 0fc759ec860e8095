d = {}
for i in (5, 3, 8, 1):
    d[i] = str(i)
d[3] = "new"
del d[8]
d[8] = "again"
print(d, list(d.items()))
k, v, it = d.keys(), d.values(), d.items()
print(k, v, it, len(k), 5 in k, "new" in v, (1, "1") in it, (1, 1) in it, 5 in it, list(k), type(k).__name__, type(iter(k)).__name__, type(iter(v)).__name__, type(iter(it)).__name__)
d[99] = "x"
print(k, len(v), list(it)[-1])
print(sorted(k & {5, 99, 7}), sorted(k | [1000]), sorted(k - {5}), sorted(k ^ {5, 6}), k == {5, 3, 1, 8, 99}, k >= {5}, k < {1}, k.isdisjoint([7]), k.isdisjoint([5]), sorted({5} & k), sorted([1, 2] | k) if False else "", it & {(1, "1")}, v == v, k == d.keys(), v == d.values(), {1: 2}.items() == {1: 2}.items(), k != it, type(k & {1}).__name__)
print(k.mapping, repr(d.keys()), {}.keys(), {}.items(), {}.values(), k.mapping == d)
for f in (lambda: k[0], lambda: v.x, lambda: next(k), lambda: k + [1], lambda: hash(k), lambda: it < 5, lambda: k & 5, lambda: d.keys().mapping.__setitem__(1, 2), lambda: {1: []}.items() & {(1, 2)}):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
big = {i * 37 % 101: i for i in range(101)}
for i in range(0, 101, 3):
    del big[i]
for i in range(0, 101, 9):
    big[i] = -i
print(list(big.items())[:8], list(big.items())[-13:], len(big))
while len(big) > 60:
    big.popitem()
print(list(big)[-5:], next(iter(big)), sum(big), sum(big.values()))
big.clear()
big["z"] = 1
print(big)
d = dict.fromkeys("hello world")
print("".join(d), list(d.fromkeys("ab", 1).items()))
d = {"b": 1, "a": 2}
d["b"] = d.pop("b")
print(d, next(reversed(d)), {**d, "b": 0}, dict(sorted(d.items())), sorted(d.items(), key=lambda kv: kv[1]), min(d, key=d.get))
import types
m = types.MappingProxyType(d)
print(m, m["a"], len(m), list(m), "a" in m, m | {"q": 1}, m == d)
try:
    m["x"] = 1
except TypeError as x:
    print(x)
d["late"] = 1
print(m["late"])
