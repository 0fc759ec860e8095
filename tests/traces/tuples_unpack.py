# jit: traces>=1
a, b, c = 1, 2, 3
for i in range(2000):
    a, b, c = b, c, (a + i) % 1009
print(a, b, c)
x, y = 0, 1
for _ in range(1000):
    x, y = y, (x + y) % 1000003
print(x, y)
s = 0
for i, (p, q), *rest in [(i, (i, i + 1), i, i) for i in range(500)]:
    s += i * p - q + len(rest)
print(s)


def minmax(t):
    lo = hi = t[0]
    for v in t[1:]:
        if v < lo:
            lo = v
        elif v > hi:
            hi = v
    return lo, hi


tot = 0
for i in range(400):
    lo, hi = minmax((i % 7, i % 5, -i % 3, i % 11))
    tot += hi - lo
print(tot)
try:
    for i in range(600):
        u, v = (i, i) if i < 555 else (i,)
except ValueError as e:
    print(e, u, v)
try:
    for i in range(600):
        u, v = [i, i] if i % 2 else (i, i) if i < 555 else "abc"
except ValueError as e:
    print(e, u, v)
head, *tail = range(500)
while len(tail) > 1:
    h, *tail, t = tail
    head += h - 2 * t
print(head, tail)
t = ()
for i in range(300):
    t = t[-20:] + (i,)
print(t)
n = 0
for i in range(1000):
    t = (i, i % 10, "x")
    n += t[0] * t[-2] + (t == (i, 5, "x")) + (t < (500,)) + hash(t) % 2 * 0
print(n)
l = [0, 1, 2]
for i in range(500):
    l[i % 3], l[(i + 1) % 3] = l[(i + 1) % 3], l[i % 3] + 1
print(l)
i = 0
arr = [5, 4, 3, 2, 1, 0] * 50
for _ in range(200):
    i, arr[i] = arr[i], i
print(i, arr[:6])
gcds = 0
for a in range(1, 40):
    for b in range(1, 40):
        u, v = a, b
        while v:
            u, v = v, u % v
        gcds += u
print(gcds)
pts = [(i * 7 % 31, i * 11 % 37) for i in range(200)]
best = min((abs(x1 - x2) + abs(y1 - y2), i, j) for i, (x1, y1) in enumerate(pts[:40]) for j, (x2, y2) in enumerate(pts[:40]) if i < j)
print(best)
