# jit: traces>=3
# Who looks at frames sees those that exist in traces only, and objects that were never allocated;
# afterwards everything is the same object still.
import sys


def chain(depth):
    f, out = sys._getframe(1), []
    while f is not None and len(out) < depth:
        shown = {k: v for k, v in f.f_locals.items() if isinstance(v, (int, float, tuple))}
        out.append((f.f_code.co_name, sorted(shown.items())))
        f = f.f_back
    return out


def inner(a, b):
    pair = (a, b)
    c = a * 1.5
    if a % 100 == 99:
        return chain(3)
    return pair[0] + c


def middle(a):
    half = a // 2
    r = inner(a, half)
    return r, half


def outer(n):
    total = 0.0
    for i in range(n):
        r, h = middle(i)
        if i % 100 == 99:
            print(r)
        else:
            total += r - h
    return total


print(outer(400))


# Sunk objects: seen through locals(), changed through it, and still themselves afterwards.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


seen = []


def spy():
    found = sys._getframe(1).f_locals
    seen.append(found["p"])
    found["p"].x += 1000
    found["q"][0].y = -1


def points(n):
    s = 0
    for i in range(n):
        p = Point(i, i + 1)
        q = (p, [i])
        if i % 60 == 59:
            spy()
            s += (p is seen[-1]) + (q[0] is p) * 10 + p.x + p.y
        s += p.x - p.y + len(q)
    return s


print(points(300), [(p.x, p.y) for p in seen])


def makes(i):
    p = Point(i, 2)
    q = (p,)
    if i % 50 == 0:
        spy_one()
        return p.x + (p is seen[-1]) + (q[0] is p)
    return p.x


def spy_one():
    seen.append(sys._getframe(1).f_locals["p"])
    seen[-1].x *= 2


def inlined_points(n):
    t = 0
    for i in range(n):
        t += makes(i)
    return t


print(inlined_points(320), [p.x for p in seen[-7:]])


# locals(), vars(), eval and exec in an inlined function; dir().
def scopes(i):
    k = i * 2
    if i % 70 == 0:
        z = eval("k + i")
        exec("k = 99")
        return z + len(locals()) + vars()["k"] + len(dir()) + k
    return k


print(sum(scopes(i) for i in range(300)))
t = 0
for i in range(400):
    t += scopes(i)
print(t)


# Natives that call Python that looks at frames.
class Key:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v % 97 == 0:
            names = [sys._getframe(d).f_code.co_name for d in range(3)]
            log.add(tuple(names))
        return self.v < other.v

    def __hash__(self):
        if self.v % 89 == 0:
            log.add((sys._getframe(1).f_code.co_name, sys._getframe(1).f_locals["i"] == self.v))
        return hash(self.v)

    def __eq__(self, other):
        return self.v == other.v

    def __add__(self, other):
        a, b = 5, 6
        if self.v % 83 == 0:
            f = sys._getframe(1)
            log.add((f.f_code.co_name, f.f_locals["i"] == self.v, f.f_locals["left"]))
        return self.v + other + a + b


log = set()


def natives(i):
    left = 7
    d = {Key(i): 1}
    m = sorted([Key(i + 1), Key(i)])
    s = Key(i) + 3
    return m[0].v + d[Key(i)] + s + left


def run(n):
    t = 0
    for i in range(n):
        t += natives(i)
    return t


print(run(600), sorted(log, key=repr))


# Exceptions raised below inlined frames.
def fails(x):
    if x % 150 == 149:
        raise LookupError(x, sys._getframe(1).f_locals["y"])
    return x


def calls(x):
    y = x + 1
    return fails(x) + y


def catches(n):
    got, t = [], 0
    for i in range(n):
        try:
            t += calls(i)
        except LookupError as e:
            tb, where = e.__traceback__, []
            while tb:
                where.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
                tb = tb.tb_next
            got.append((e.args, where))
    return t, got


print(catches(500))


# Generators on the way.
def items(n):
    for i in range(n):
        if i % 150 == 149:
            f = sys._getframe()
            yield len(f.f_back.f_code.co_name) + f.f_back.f_locals["mark"] + f.f_locals["i"]
        else:
            yield i


def doubled(it):
    for v in it:
        mark = v
        yield v + mark


def watch(n):
    mark = t = 0
    for v in doubled(items(n)):
        mark += 1
        t += v
    return t


print(watch(600))


def recurse(k):
    if k == 0:
        f, d = sys._getframe(), 0
        while f:
            f, d = f.f_back, d + 1
        return d
    return recurse(k - 1)


base = recurse(0)
print({recurse(i % 9) - base - i % 9 for i in range(300)})
