# jit: traces>=1
def up(start, n):
    s = 0
    i = start
    while i < start + n:
        s ^= i
        i += 1
    return s, i


for st in (2**31 - 100, 2**32 - 100, 2**47 - 100, 2**48 - 100, 2**53 - 100, 2**62 - 100, 2**63 - 100, 2**64 - 100, -2**31 - 100, -2**47 - 100, -2**48 - 100, -2**63 - 100):
    print(st, up(st, 200))
for a, b, c in ((2**63 - 300, 2**63 + 300, 7), (-2**63 + 300, -2**63 - 300, -7), (2**47 - 300, 2**47 + 300, 5), (2**70, 2**70 + 500, 3), (0, 2**65, 2**57)):
    t = n = 0
    for i in range(a, b, c):
        t += i
        n += 1
    print(t, n, i)
x = 0
for i in range(500):
    x = x * 2 + (i & 1)
    x -= x >> 100 << 100
print(x)
d = 2**66
k = 0
while d:
    d >>= 1
    d -= 1 if d > 2**20 and d & 1 else 0
    k += 1
print(k)
e = 0
for i in range(200):
    e += (2**62 + i) * 2 - (2**63 + i)
print(e)
lst = [2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**47, -2**47, 0, 1] * 50
acc = mn = mx = 0
for v in lst:
    acc += v
    mn = v if v < mn else mn
    mx = v if v > mx else mx
    acc ^= v & 0xFF
print(acc, mn, mx, sum(lst), sorted(set(lst)))
dd = {}
for v in lst:
    dd[v] = dd.get(v, 0) + 1
print(dd)
h = [hash(2**60 + i * 2**58) for i in range(100)]
print(sum(h), h[7])
f = 0.0
for i in range(2**53 - 100, 2**53 + 100):
    f += i - 2**53
    f = f if float(i) == i else f + 1000
print(f)
