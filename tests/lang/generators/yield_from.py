def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        return (x, y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
        return "r"
    finally:
        print("inner finally")


def outer():
    r = yield from inner()
    print("result", r)
    yield "outer"


o = outer()
print(next(o), o.send("a"), o.send("b"), list(o))
o = outer()
print(next(o), o.throw(ValueError("t")), next(o), o.gi_yieldfrom)
o = outer()
next(o)
print(o.gi_yieldfrom.__name__)
o.close()


def chain(*its):
    for it in its:
        yield from it


print(list(chain([1], (2,), "ab", {3: 4}, range(2), (i for i in "z"), map(str, [5]))))


class Custom:
    def __init__(self): self.log = []
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return ("send", v)
    def throw(self, e): return ("throw", repr(e))
    def close(self): print("closed")


def d():
    yield from Custom()


c = d()
print(next(c), c.send(5), c.throw(KeyError(1)), c.send(None))
c.close()


def plain():
    yield from [1, 2, 3]


p = plain()
next(p)
try:
    p.send(5)
except AttributeError as e:
    print(e)
p = plain()
next(p)
try:
    p.throw(ValueError("x"))
except ValueError as e:
    print("thrown", e)
for bad in (5, None):
    def b(): yield from bad
    try:
        next(b())
    except TypeError as e:
        print(e)


def ret_only():
    return 42
    yield


def collect():
    a = yield from ret_only()
    b = yield from ret_only()
    return a + b


try:
    next(collect())
except StopIteration as e:
    print(e.value)


def tree(t):
    if t:
        yield from tree(t[0])
        yield t[1]
        yield from tree(t[2])


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(100)))


def stopval():
    try:
        yield from it
    except StopIteration as e:
        print("never")


it = iter([])
print(list(stopval()))


def exc_inside():
    try:
        yield from bad_gen()
    except ZeroDivisionError as e:
        yield str(e)


def bad_gen():
    yield 1
    1 / 0


print(list(exc_inside()))
class SV:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("val")
def sv():
    r = yield from SV()
    yield r
print(list(sv()))
lam = lambda: (yield from [1, 2])
print(list(lam()))
