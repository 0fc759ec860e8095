st = []
for c in "3 4 + 2 * 7 / 1 -".split():
    if c in "+-*/":
        b, a = st.pop(), st.pop()
        st.append(eval(f"a {c} b"))
    else:
        st.append(int(c))
print(st)
q = [1, 2, 3]
while q and len(q) < 12:
    v = q.pop(0)
    q.extend([v * 2, v + 1] if v % 2 else [v // 2, v + 3, v])
print(q)
m = [[r * 4 + c for c in range(4)] for r in range(3)]
print([row[::-1] for row in m], m[::-1], [row[1] for row in m], [m[i][i] for i in range(3)], [list(c) for c in zip(*m[::-1])], sum(map(sum, m)), [max(r) for r in m], [[v for v in r if v % 2] for r in m])
for r in m:
    r[0], r[-1] = r[-1], r[0]
    r.insert(2, "x")
    del r[1]
print(m)
l = list(range(10))
l[2:5], l[-1:] = ["a"], [9, 9, 9]
l.remove("a")
l.insert(-2, "z")
l += l[:2]
l.reverse()
print(l, l.index("z"), l.count(9), l.pop(), l.pop(1), len(l), l[-3:], l.copy() == l, [0, 1] * 2 + [2])
flat = []
def flatten(x):
    for v in x:
        flatten(v) if isinstance(v, list) else flat.append(v)
flatten([1, [2, [3, [4, []]], 5], [[]]])
print(flat, [[j for j in range(i)] for i in range(4)], [[i, j] for i in "ab" for j in "xy"], [*zip("ab", "cd")])
a = [1, 2, 3, 4, 5, 6]
a[::2] = [v * 10 for v in a[::2]]
a[1::2], a[::-3] = [0, 0, 0], ["p", "q"]
print(a, a[4:1:-1], a[-2::-2])
