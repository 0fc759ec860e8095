def f(a, b=1, *, c=2, d):
    return a, b, c, d


print(f(0, d=5), f(0, 9, d=5, c=7), f(d=1, a=2), f.__defaults__, f.__kwdefaults__)


def acc(x, l=[]):
    l.append(x)
    return l


print(acc(1), acc(2), acc(3, []), acc.__defaults__)
n = 10


def late(x=n):
    return x


n = 20
print(late(), late(n))
late.__defaults__ = (99,)
print(late())
late.__defaults__ = None
try:
    late()
except TypeError as e:
    print(e)


def order(tag):
    print("eval", tag)
    return tag


def g(a=order("a"), *args, b: order("ann") = order("b"), **kw) -> order("ret"):
    return a, args, b, kw


print(g(), g(1, 2, 3, b=4, z=5), g.__annotations__)
f.__kwdefaults__["d"] = "now default"
print(f(1))
f.__kwdefaults__ = {"c": 1}
try:
    f(1)
except TypeError as e:
    print(e)
print((lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, 3, 5, d=7, f=9))


def h(x=None, y=()):
    x = [] if x is None else x
    x.append(len(y))
    return x


print(h(), h(), h([1], "ab"))
