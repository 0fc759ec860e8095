# jit: traces>=1
n = 0
for i in range(2000):
    if i % 2 and i % 3 or i % 5 == 0 and not i % 7:
        n += 1
    x = i and i - 1 or "zero"
    y = None or i % 4 and i
    z = (i > 5) and (i < 1500) and (i != 700) and i
    n += (x if x != "zero" else 50) % 7 + (y or 0) % 3 + (z is False) + (not (i & 1 and i & 2))
print(n)


def side(log, v):
    log.append(v)
    return v


log = []
for i in range(300):
    side(log, i % 2) and side(log, i % 3) or side(log, 9)
print(len(log), sum(log))
i = 0
while i < 1000 and (i % 997 or i < 500):
    i += 1
print(i)
i = k = 0
while not (i > 800 or k > 3000) and True:
    i += 1
    k += i % 7 or 1
print(i, k)
c = 0
for i in range(1000):
    c += 1 if i < 10 or i > 990 else 2 if 100 < i < 200 and i % 2 else 3
print(c)
e = [None, 0, 1, "", "a", [], [0], 0.0, -0.0, float("nan"), {}, {1}]
t = 0
for i in range(1200):
    v, w = e[i % 12], e[i // 12 % 12]
    t += bool(v and w) + 2 * bool(v or w) + 4 * (not v) + 8 * (v and 1 or 0) + 16 * (w or 2 if False else 1)
print(t)


def early(a, b, c):
    return a and b and c or (a or b) and c or not a


print(sum(bool(early(i & 1, i & 2, i & 4)) for i in range(800)), [early(a, b, c) for a in (0, 1) for b in (0, 2) for c in (0, 4)])
m = 0
for i in range(500):
    m += all((i > 3, i < 400)) + any((i == 1, i == 450)) + (lambda q: q or 5)(i % 3)
print(m)
assert n and c or t, "never"
leap = sum(1 for y in range(1, 2401) if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0))
print(leap)
