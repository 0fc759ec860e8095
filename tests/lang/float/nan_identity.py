# Two NaNs are two objects in CPython. Adder's floats have no identity: all NaNs are the same one, which
# containers, who look at identity first, can tell.
a, b = float("nan"), float("nan")
print(a is a, a is b, a == a, a == b)
print(a in [a], b in [a], [a].count(b), (a,) == (a,), (a,) == (b,), [a] == [b])
print(len({a: 1, b: 2}), len({a, b}), {a: 1}.get(b))
