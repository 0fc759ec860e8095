# jit: traces>=1
n = 0
sentinel = object()
items = [None, 0, "", (), sentinel, 1.0, True, "a", [], {}]
for i in range(2000):
    x = items[i % 10]
    if x is None:
        n += 1
    if x is not sentinel:
        n += 2
    if x == 0:
        n += 3
    if x == "":
        n += 5
    if x in (0, "a", None):
        n += 7
    if x in "abc" if isinstance(x, str) else False:
        n += 11
    if x is True:
        n += 13
    if x == 1:
        n += 17
    if not x:
        n += 19
    if x != ():
        n += 23
print(n)
f = 0
for i in range(1000):
    a, b = i, i * 1.0
    f += (a == b) + (a is b) * 100 + (a + 0 == a) + (2**60 + i == 2**60 + i) + (b is b) + (a != b) * 50
print(f)
nan = float("nan")
c = 0
for i in range(500):
    v = nan if i % 5 == 0 else float(i)
    c += (v == v) + 2 * (v != v) + 4 * (v in [nan]) + 8 * (v < 100) + 16 * (v is nan) + 32 * (not v < 100)
print(c)
r = range(0, 1000, 7)
s = {1, 2.0, "x", (1, 2)}
d = {3: 1, "k": 2}
k = 0
for i in range(1000):
    k += (i in r) + (i in s) * 2 + ((i, i + 1) in s) * 4 + (i in d) * 8 + (i not in [1, 2, 3]) * 16 + (str(i) in "123456789") * 32
print(k)
t = 0
for i in range(500):
    t += (1 < i < 100) + (0 <= i % 10 < 5 <= i % 7) * 2 + (i == i % 100 == i % 50) * 4 + (i > 400 > 300 != i) * 8
print(t)


class E:
    def __eq__(self, o):
        return [o] if o % 2 else 0

    def __contains__(self, o):
        return o


u = 0
for i in range(500):
    e = E()
    if e == i:
        u += 1
    u += (i in e) * 10
    if (e != i) is True:
        u += 100
print(u)
