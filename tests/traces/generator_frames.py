# jit: traces>=3
# Generators resumed and suspended in the middle of traces, and what others see of them.


def count(n, step=1):
    i = 0
    while i < n:
        yield i
        i += step


# The same generator from two places, and two names for one generator.
def alternately(n):
    g = count(n)
    h = g
    t = 0
    for a in g:
        b = next(h, -1)
        t += a * 3 - b
    return t, next(g, "end"), next(h, "end")


print(alternately(1000), alternately(1001))


def aliases(pairs):
    t = 0
    for g, h in pairs:
        t = t * 3 % 1000003 + next(g) - next(h)
    return t


made = [(count(50), count(50, 2)) for _ in range(300)]
one = count(10**6)
print(aliases(made), aliases([(one, one)] * 300), aliases(made), next(one))


# A running generator is running, whoever asks.
def nosy(box, n):
    for i in range(n):
        yield box[0].gi_running + i
        if i == n - 1:
            try:
                next(box[0])
            except ValueError as e:
                yield str(e)


box = [None]
box[0] = nosy(box, 400)
print([x for x in box[0]][-3:], box[0].gi_running)


def meets_itself(box, n):
    for i in range(n):
        yield i
        other = box[i >= n - 5]
        try:
            yield next(other)
        except ValueError as e:
            yield len(str(e))


box = [count(10**6), None]
box[1] = meets_itself(box, 300)
print(sum(box[1]))


# Suspended by one loop, resumed by another; one register more is live there.
def stages(n):
    a = b = 0
    for i in range(n):
        c = yield a
        a += i if c is None else c
        b = yield b + a
        b = (b or 7) + i


s = stages(900)
t = 0
for x in s:
    t += x
    if t > 20000:
        break
for x in s:
    t ^= x
    if x > 9000:
        break
while True:
    try:
        t += s.send(t & 15)
    except StopIteration:
        break
print(t, list(s))


# Closures, default of next, generators made in the loop (and never finished).
def scaled(k):
    off = [0]

    def inner(n):
        nonlocal k
        for i in range(n):
            off[0] += 1
            k += 1
            yield i * k + off[0]
    return inner


f = scaled(3)
print(sum(sum(f(4)) for _ in range(200)), sum(f(500)))


def firsts(n):
    t = 0
    for i in range(n):
        g = count(i + 1)
        t += next(g) + next(g, 100) + next(g, 1000)
        if i % 100 == 99:
            keep = g
    return t, list(keep)


print(firsts(300))


def tree(lo, hi):
    if lo < hi:
        m = (lo + hi) // 2
        yield from tree(lo, m)
        r = yield m
        if r:
            yield -m
        yield from tree(m + 1, hi)
    return hi - lo


def drive(n):
    out = 0
    for k in range(n):
        for v in tree(0, 8):
            out = out * 5 % 999983 + v
    return out


print(drive(200))


def echo(n):
    s = 0
    for _ in range(n):
        s += (yield s) or 1
    return s


def relay(n):
    total = 0
    for i in range(n):
        total += yield from echo(i % 3 + 1)
        yield from (i, i + 1)
        yield from range(i % 2)
        yield from [total]
    return total


r, out = relay(300), 0
v = next(r)
try:
    while True:
        out = (out * 3 + v) % 999979
        v = next(r)
except StopIteration as e:
    print(out, e.value)
e2 = echo(10**4)
v = next(e2)
for i in range(2000):
    v = e2.send(i)
print(v)


# Exceptions: thrown by the body, by the consumer, through several frames.
def fails_at(n, k):
    for i in range(n):
        if i == k:
            raise LookupError(i)
        yield i


def through(it):
    try:
        for v in it:
            yield v * 2
    finally:
        print("closed at", v)


def consume(n, k):
    t = 0
    try:
        for v in through(fails_at(n, k)):
            t += v
    except LookupError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        return t, e.args, names
    return t


print(consume(500, 1000), consume(1000, 700))
g = through(count(1000))
for v in g:
    if v == 1000:
        g.close()
        break
print(next(g, "closed"))


# Types that change inside, big numbers, unbound locals.
def grows():
    x = 1
    while True:
        yield x
        x = x * 3 if x < 10**30 else 0.5
        if x == 0.5:
            y = x
        if x < 1:
            break
    yield y
    del y
    try:
        yield y
    except UnboundLocalError as e:
        yield str(e)


print([sum(v for v in grows() if not isinstance(v, str)) for _ in range(60)][-1])


class Evens:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(0, self.n, 2):
            yield i


class Steps:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i * 2


def nested(n):
    t = 0
    for i in range(n):
        for v in Evens(7):
            t += v
        for v in Steps(5):
            t += v * i
    return t


print(sum(Evens(1001)), nested(200), sum(Steps(700)))
t = 0
for a in Steps(500):
    for b in count(a % 5):
        t += a - b
print(t)
