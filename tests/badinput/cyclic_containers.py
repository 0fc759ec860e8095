# exit: 1
l = [1]
l.append(l)
d = {"d": l}
d["self"] = d
l.append(d)
print(l, d)
t = (l, d)
print(t)
s = [[]]
s[0].append(s)
print(s, str(s), f"{s}", "%s" % s, [s])
print(l == l, d == d, l in l)
m = [1]
m.append(m)
n = [1]
n.append(n)
for f in (lambda: m == n, lambda: m < n, lambda: {"a": m} == {"a": n}, lambda: (m,) == (n,), lambda: m != n):
    try:
        print(f())
    except RecursionError as e:
        print(e)
x = {}
y = {}
x["k"] = y
y["k"] = x
print(x)
x == y
