l = [1, 2]
l.append(l)
print(l, l[2] is l, repr(l[2]), len(l))
m = [l, l]
print(m)
a, b = [], []
a.append(b)
b.append(a)
print(a, b)
d = {"self": None}
d["self"] = d
l.append(d)
print(d, l)
t = ([],)
t[0].append(t)
print(t, t[0])
d2 = {1: [{2: ()}]}
d2[1].append(d2)
print(d2)
grid = [[0] * 3 for _ in range(2)]
alias = [[0] * 3] * 2
grid[0][1] = 5
alias[0][1] = 5
print(grid, alias)
try:
    a == b
except RecursionError as x:
    print(type(x).__name__, x)
x = [1]
x.append(x)
y = x
print(x == y, x in x, x.index(x), x.count(x))
deep = []
for _ in range(50):
    deep = [deep]
print(deep)
for _ in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError as x:
    print(x)
n = 0
while deep:
    deep = deep[0]
    n += 1
print(n)


class R(list):
    pass


r = R([1])
r.append(r)
print(r, [r])
s = {1}
f = frozenset([2])
print([s, f, (s,), {"k": s}])


class O:
    def __repr__(self):
        return f"O({self.items})"


o = O()
o.items = [1]
o.items.append(o)
try:
    print(len(repr(o)))
except RecursionError:
    print("recursion")
