import copy


class P:
    def __init__(self, x, l): self.x, self.l = x, l
    def __repr__(self): return f"P({self.x}, {self.l})"


p = P(1, [1, [2]])
q, r = copy.copy(p), copy.deepcopy(p)
p.l.append(3)
p.l[1].append(4)
p.x = 9
print(p, q, r, q.l is p.l, r.l is p.l)


class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"


print(copy.copy(C()), copy.deepcopy([C(), {"k": C()}]))
l = [1]
l.append(l)
m = copy.deepcopy(l)
print(m, m is not l, m[1] is m)
a = b = [1, 2]
c = a[:]
d = list(a)
e = a.copy()
a.append(3)
print(a is b, b, c, d, e, copy.copy((1,)), copy.copy("s"), copy.deepcopy({1: [2]}), copy.copy({1}), copy.deepcopy((1, [2])))
dd = {"k": [1]}
s1, s2 = dd.copy(), {**dd}
dd["k"].append(2)
dd["n"] = 1
print(dd, s1, s2)
def mutate(x, y):
    x.append(9)
    y = y + [9]
    return y
u, v = [1], [1]
print(mutate(u, v), u, v)
grid = [[0] * 2] * 2
grid[0][0] = 1
print(grid, [[0] * 2 for _ in range(2)], [[]] * 2 == [[], []])
x = y = 5
x += 1
print(x, y)
t = ([],)
t[0].append(1)
print(t)
