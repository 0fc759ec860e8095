def show(f):
    try:
        f()
    except BaseException as e:
        n = 0
        while e is not None and n < 6:
            print(repr(e), "cause", repr(e.__cause__), "ctx", repr(e.__context__), e.__suppress_context__)
            e = e.__cause__ or e.__context__
            n += 1
    print("-")


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["k"]


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None


def from_class():
    raise ValueError from KeyError


def three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise IndexError(2)
    except IndexError:
        raise TypeError(3)


def in_finally():
    try:
        raise KeyError("a")
    finally:
        raise IndexError("b")


def bad_cause():
    raise ValueError from 5


def not_exc():
    raise 5


def cls_not_exc():
    raise int


def noargs():
    raise ValueError


def reraise_same():
    e = ValueError("x")
    try:
        raise e
    except ValueError:
        raise e


def cause_set():
    e = ValueError("e")
    e.__cause__ = KeyError("c")
    raise e


def raising_ctor():
    class E(Exception):
        def __init__(self): raise OSError("ctor")
    raise E


def weird_new():
    class E(Exception):
        def __new__(cls): return 5
    raise E


def handled_then():
    try:
        raise KeyError
    except KeyError:
        pass
    raise ValueError("no context")


def gen_ctx():
    def g():
        yield 1
        raise IndexError("g")
    i = g()
    next(i)
    try:
        raise KeyError("outer")
    except KeyError:
        next(i)


for f in (implicit, explicit, suppressed, from_class, three, in_finally, bad_cause, not_exc, cls_not_exc, noargs, reraise_same, cause_set, raising_ctor, weird_new, handled_then, gen_ctx):
    print(f.__name__)
    show(f)
e = ValueError()
for v in (5, "a", KeyError):
    for a in ("__cause__", "__context__", "__traceback__"):
        try:
            setattr(e, a, v)
        except TypeError as x:
            print(x)
print(e.with_traceback(None) is e)
import sys
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError as z:
    print(sys.exc_info()[0], sys.exc_info()[1] is z, sys.exception() is z)
print(sys.exception())
