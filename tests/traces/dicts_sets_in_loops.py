# jit: traces>=1
d = {}
for i in range(3000):
    k = i * 2654435761 % 257
    d[k] = d.get(k, 0) + i
    if i % 11 == 0:
        d.pop(k, None)
print(len(d), sum(k * v for k, v in d.items()), list(d)[:5])
words = ("the quick brown fox jumps over the lazy dog the end " * 60).split()
freq = {}
for w in words:
    if w in freq:
        freq[w] += 1
    else:
        freq[w] = 1
print(freq)
memo = {}


def collatz(n):
    if n == 1:
        return 0
    if n in memo:
        return memo[n]
    r = memo[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    return r


print(max((collatz(i), i) for i in range(1, 1000)), len(memo))
s = set()
x = 7
while x not in s:
    s.add(x)
    x = x * x % 10007
print(len(s), x)
a, b, n = set(range(0, 900, 2)), set(range(0, 900, 3)), 0
for i in range(900):
    n += (i in a) + 2 * (i in b) - (i in a & {i}) if i < 50 else (i in a)
print(n, len(a | b), len(a - b), sum(a ^ b))
keys = [1, 1.0, True, "1", (1,), 2**70, None, -1.5, b"1"]
m = {}
for i in range(900):
    m[keys[i % 9]] = i
print(m)
g = {}
for i in range(500):
    g.setdefault(i % 7, []).append(i)
print({k: sum(v) for k, v in g.items()})
t = 0
for k in list(g):
    for v in g[k]:
        t += v if k in g else 0
        if v > 480 and k in g:
            del g[k]
            break
print(t, g)
try:
    for i in range(1000):
        t += d[i]
except KeyError as e:
    print(e, t)
try:
    c = 0
    for k in freq:
        for _ in range(200):
            c += 1
        freq[k + "!"] = c
except RuntimeError as e:
    print(e, c)
tup = {}
for i in range(40):
    for j in range(40):
        tup[i, j] = tup.get((i - 1, j), 1) + tup.get((i, j - 1), 1) & 0xFFFF
print(tup[39, 39], len(tup))


class K:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return self.v % 5

    def __eq__(self, o):
        return self.v == o.v


u = {}
for i in range(300):
    u[K(i % 23)] = i
print(len(u), sum(u.values()), u[K(7)])
vals = 0
for i in range(500):
    e = {"a": i, "b": i * 2, **({"c": 1} if i % 2 else {})}
    vals += e["a"] - e["b"] + len(e)
print(vals)
