import sys


def a(x):
    return b(x) + 1


def b(x):
    y = x * 2
    return c(y)


def c(z):
    raise ValueError(z)


def frames(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno))
        tb = tb.tb_next
    return out


try:
    a(5)
except ValueError as e:
    t = e.__traceback__
    print(frames(t), t.tb_next.tb_next.tb_frame.f_locals, t.tb_next.tb_next.tb_next.tb_frame.f_back.f_code.co_name, type(t).__name__)


def reraise():
    try:
        a(1)
    except ValueError:
        x = 1
        raise


try:
    reraise()
except ValueError as e:
    print(frames(e.__traceback__))
saved = None
try:
    c(1)
except ValueError as e:
    saved = e
for _ in range(2):
    try:
        raise saved
    except ValueError as e:
        print(frames(e.__traceback__))
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print(frames(e.__traceback__))


def gen():
    yield 1
    a(3)


try:
    list(gen())
except ValueError as e:
    print(frames(e.__traceback__))


def multi():
    return [
        1,
        c(2),
        3,
    ]


try:
    multi()
except ValueError as e:
    print(frames(e.__traceback__))


class K:
    def __init__(self):
        c(9)

    @property
    def p(self):
        return c(8)

    def __add__(self, o):
        c(7)

    def __getattr__(self, n):
        c(n)

    def __iter__(self):
        c(6)

    def __enter__(self):
        pass

    def __exit__(self, *a):
        c(5)


def with_exc():
    with object.__new__(K):
        pass


k = object.__new__(K)
for f in (K, lambda: k.p, lambda: k + 1, lambda: k.q, lambda: list(k), with_exc, lambda: [c(i) for i in range(1)], lambda: sorted([1, 2], key=c), lambda: list(map(c, [1])), lambda: (lambda: c(0))(), lambda: exec("c(3)"), lambda: max([1], key=c)):
    try:
        f()
    except ValueError as e:
        print(frames(e.__traceback__), e)
try:
    exec("\n\nc(3)")
except ValueError as e:
    print(frames(e.__traceback__), e.__traceback__.tb_next.tb_frame.f_code.co_filename)
f = sys._getframe()
print(f.f_code.co_name, f.f_lineno, f.f_back, f.f_globals is globals(), f.f_locals is locals())
