log = []


def deco(name):
    log.append("make " + name)

    def d(f):
        log.append("apply " + name)

        def w(*a, **k):
            log.append("call " + name)
            return f(*a, **k)
        w.__name__ = f.__name__ + "_" + name
        return w
    return d


@deco("outer")
@deco("inner")
def hello(x):
    return x * 2


print(hello(3), hello.__name__, log)


class Count:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a), self.n


@Count
def sq(x):
    return x * x


print(sq(2), sq(3), sq.n)


def cls_deco(c):
    c.tag = c.__name__.lower()
    return c


@cls_deco
class Foo:
    @property
    def p(self):
        return self.tag

    @staticmethod
    @deco("s")
    def st(a):
        return a

    @classmethod
    def cm(cls, a):
        return cls.__name__, a


print(Foo.tag, Foo().p, Foo.st(5), Foo().cm(1))
table = {"x": [lambda f: f, lambda f: "replaced"]}


@table["x"][1]
def gone(): pass


@(lambda f: (f, f()))
def tup():
    return 42


@(lambda f: print(f.__name__))
def printed_name_none():
    pass


print(gone, tup[1], tup[0].__name__, printed_name_none)
import functools


def wraps(f):
    @functools.wraps(f)
    def w(*a):
        """inner doc"""
        return f(*a)
    return w


@wraps
def documented(a):
    """outer doc"""
    return a


print(documented.__name__, documented.__doc__, documented(1), documented.__wrapped__(2), documented.__qualname__)


def memo(f):
    cache = {}

    def g(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    g.cache = cache
    return g


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), len(fib.cache))
