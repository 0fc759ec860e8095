# `__new__` and `__init__` see the same arguments when they come from `*` and `**`.
class E(Exception):
    pass


class F(Exception):
    def __init__(self, *args, **kwargs):
        super().__init__(*args)
        self.kwargs = kwargs


class P:
    def __new__(cls, *args, **kwargs):
        o = super().__new__(cls)
        o.new = [args, sorted(kwargs.items())]
        junk = [str(a) * 3 for a in args]
        o.count = sum(len(j) for j in junk)
        return o

    def __init__(self, *args, **kwargs):
        self.init = [args, sorted(kwargs.items())]


class Q(P):
    def __init__(self, a, b=2, *c, d=4):
        super().__init__(a, b, *c, d=d)


class T(tuple):
    def __new__(cls, *a):
        return super().__new__(cls, a)

    def __init__(self, *a):
        self.a = a


class S(str):
    def __init__(self, *a):
        self.a = a


class M(type):
    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)


class R(metaclass=M):
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        self.args = args


for args in [(), (1,), (1, 2), range(3), [10, 20, 30, 40], "abc", range(20)]:
    for c in (KeyError, ValueError, Exception, E, F, StopIteration, SystemExit):
        e = c(*args)
        print(c.__name__, e.args, str(e)[:40])
    p = P(*args, **{"k": 1})
    print(p.new, p.init, p.count)
    print(T(*args), T(*args).a, R(*args).args)
    for c in (Q, S, OSError):
        try:
            r = c(*args)
            print(getattr(r, "new", r), getattr(r, "init", getattr(r, "a", None)))
        except TypeError as e:
            print(type(e).__name__, e)


def again(e, *more):
    return type(e)(*e.args, *more)


total = 0
for i in range(300):
    e = again(KeyError(i), i + 1, i + 2)
    assert e.args == (i, i + 1, i + 2), e.args
    q = Q(*[i, i + 1], **{"d": 9})
    assert q.new[0] == (i, i + 1) and q.init == [(i, i + 1), [("d", 9)]], (q.new, q.init)
    total += len(R(*e.args).args) + len(T(*e.args).a)
print(total)
