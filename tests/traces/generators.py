# jit: traces>=1
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(it):
    for x in it:
        yield x * x


def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x


def fibs():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print(sum(count(2000)), sum(evens(squares(count(1500)))), max(squares(count(300))))
t = 0
for f in fibs():
    if f > 10**40:
        break
    t += f
print(t)
for x in count(1000):
    if x == 777:
        break
g = count(10)
print(x, next(g), list(g))


def chunks(xs, k):
    buf = []
    for x in xs:
        buf.append(x)
        if len(buf) == k:
            yield buf
            buf = []
    if buf:
        yield buf


print(sum(len(c) * c[0] for c in chunks(range(1003), 10)))


def inorder(lo, hi):
    if lo < hi:
        mid = (lo + hi) // 2
        yield from inorder(lo, mid)
        yield mid
        yield from inorder(mid + 1, hi)


print(list(inorder(0, 300)) == list(range(300)), sum(inorder(0, 500)))


def avg():
    total, n, value = 0, 0, None
    while True:
        x = yield value
        if x is None:
            return total
        total += x
        n += 1
        value = total / n


a = avg()
next(a)
for i in range(600):
    r = a.send(i if i < 300 else i / 2)
try:
    a.send(None)
except StopIteration as e:
    print(r, e.value)
print(sum(x * y for x in range(40) for y in count(x)), any(x > 500 for x in count(10**6)), all(x < 600 for x in count(10**6)))
z = zip(count(500), squares(count(400)), fibs())
print(sum(a + b - c % 7 for a, b, c in z))
