# jit: traces>=3
"""Below an interpreted function there are frames that exist in a trace only. Operations of the function that run Python code have them made, which moves the function's own."""
import functools
import sys

log = []


def look():
    f, d = sys._getframe(1), 0
    while f:
        f, d = f.f_back, d + 1
    log.append(d)
    return d


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        look()
        return hash(self.v)

    def __eq__(self, other):
        look()
        return isinstance(other, Key) and self.v == other.v

    def __format__(self, spec):
        look()
        return "<%s>" % self.v

    def __str__(self):
        look()
        return str(self.v)


def truth(o):
    look()
    return o.v > 2


class Odd:
    """Special methods that are no plain functions run nested in the interpreter."""

    def __init__(self, v):
        self.v = v

    __bool__ = functools.partialmethod(truth)

    def answer(self, other):
        look()
        return Odd(self.v - other)

    __lt__ = __eq__ = __sub__ = functools.partialmethod(answer)
    __hash__ = None
    __contains__ = functools.partialmethod(answer)
    __getitem__ = functools.partialmethod(answer)

    def gone(self, name):
        look()
        return name + "!"

    __getattr__ = functools.partialmethod(gone)


class Space(dict):
    def __setitem__(self, name, value):
        look()
        super().__setitem__(name, value)

    def __getitem__(self, name):
        look()
        return super().__getitem__(name)

    def __delitem__(self, name):
        look()
        super().__delitem__(name)


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return Space()


def work(i):
    exec("pass")
    before = i * 10
    s = {Key(i), Key(i), 5}
    d = {Key(i): 1, Key(i): 2}
    text = f"{Key(i)} {Key(i)!s:>4}"
    o = Odd(i)
    one = 1 if o < 1 else 2
    two = 3 if not o else 4
    three = 5 if 1 in o else 6
    four = o[1].v + (o - 1).v
    name = o.missing

    class C(metaclass=Meta):
        a = i
        b = a
        del a

    try:
        raise Key
    except TypeError as e:
        five = type(e).__name__
    after = i + 0.5
    return before + after + len(s) + len(d) + len(text) + one + two + three + four + len(name) + C.b + len(five)


def middle(i):
    x = i * 2
    pair = (x, i)
    r = work(i)
    return r + pair[0] - pair[1], pair


def outer(i):
    y = [i, i + 1]
    r, pair = middle(i)
    return r + y[1] + pair[0]


def run(n):
    t = 0
    for i in range(n):
        t += outer(i % 7)
    return t


print(run(150), len(log), sorted(set(log)))
print(run(150), len(log), sorted(set(log)))
