log = []


def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        log.append(("caught", e.args))
        yield "handled"
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("finally")
    yield "after"


a = g()
print(next(a), a.throw(ValueError("v")), next(a), list(a), log)
log.clear()
b = g()
next(b)
print(b.close(), b.close(), log, list(b), b.gi_frame)
log.clear()
c = g()
print(c.close(), log)
d = g()
try:
    d.throw(KeyError("unstarted"))
except KeyError as e:
    print("not started", e)
print(list(d))
e = g()
next(e)
try:
    e.throw(TypeError("through"))
except TypeError as x:
    print(x, log)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        pass
    yield "ignored the exit"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as x:
    print(x)
del s


def swallow():
    try:
        yield 1
    except GeneratorExit:
        return 5


w = swallow()
next(w)
print(w.close())


def raises():
    try:
        yield
    finally:
        raise OSError("in finally")


r = raises()
next(r)
try:
    r.close()
except OSError as x:
    print(x, repr(x.__context__))


def stop():
    yield 1
    raise StopIteration("bad")


try:
    list(stop())
except RuntimeError as x:
    print(x, repr(x.__cause__))
try:
    next(iter([])) if False else list(next(iter([])) for _ in range(2))
except RuntimeError as x:
    print(x)
t = g()
next(t)
for args in ((5,), ("str",), (ValueError("msg"),), (None,)):
    try:
        print(t.throw(*args))
    except BaseException as x:
        print(type(x).__name__, x)
fin = g()
next(fin)
list(fin)
try:
    fin.throw(ValueError("finished"))
except ValueError as x:
    print("finished", x)


def ret():
    try:
        yield 1
    except ValueError:
        return "returned"


u = ret()
next(u)
try:
    u.throw(ValueError)
except StopIteration as x:
    print(x.value)


def ctx():
    try:
        raise KeyError("orig")
    except KeyError:
        yield "in handler"
        try:
            raise
        except KeyError as k:
            yield repr(k)


print(list(ctx())[0])
v = ctx()
next(v)
try:
    v.throw(ValueError("new"))
except ValueError as x:
    print(repr(x.__context__))
