def g(n):
    print("start", end=" ")
    for i in range(n):
        yield i
    print("end", end=" ")
    return "ret"


it = g(2)
print(type(it), it.gi_running, it.gi_frame is not None, it.gi_code.co_name, it.__name__, it.__qualname__)
print(next(it), next(it))
try:
    next(it)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(it)
except StopIteration as e:
    print("again", e.value)
print(it.gi_frame, list(it), iter(it) is it, next(it, "default"))


def echo():
    r = None
    while True:
        r = yield r
        if r == "quit":
            return 99


e = echo()
print(next(e), e.send("a"), e.send([1]), next(e))
try:
    e.send("quit")
except StopIteration as s:
    print(s.value)
try:
    echo().send(5)
except TypeError as x:
    print(x)
print(echo().send(None))


def running():
    yield next(me)


me = running()
try:
    next(me)
except ValueError as x:
    print(x)


def exprs():
    x = (yield 1) + (yield 2)
    y = yield
    z = [(yield 3), (yield 4)]
    print("got", x, y, z, end=" ")
    yield f"{(yield 'in f')}"
    w = yield 5, 6
    return w


q = exprs()
out, v = [], None
try:
    while True:
        r = q.send(v)
        out.append(r)
        v = len(out) * 10
except StopIteration as s:
    print(out, s.value)


def empty():
    return
    yield


print(list(empty()), sum(g(4)), [*g(2)], tuple(x for x in g(1)), dict((i, i) for i in range(2)), max(g(3)), 2 in g(5), *g(1))
a, b = g(2)
c, *d = g(3)
print(a, b, c, d)
def inf():
    n = 0
    while 1:
        yield n
        n += 1
i = inf()
print([next(i) for _ in range(3)], next(x for x in i if x > 10), next(i))
print(list(zip(inf(), "abc")), [x for x, _ in zip(inf(), range(3))])
gs = [g(1) for _ in range(2)]
print([next(x) for x in gs])
def nested():
    def inner():
        yield 1
    yield inner()
    yield from inner()
n = nested()
print(list(next(n)), list(n))
for f in (lambda: len(g(1)), lambda: g(1)[0], lambda: g(1) + g(1), lambda: next([1]), lambda: g()):
    try:
        f()
    except TypeError as x:
        print(x)
