import sys


def walk(f):
    while f:
        yield f.f_code.co_name, f.f_lineno
        f = f.f_back


def inner(a):
    b = a + 1
    f = sys._getframe()
    first = dict(f.f_locals)
    c = b + 1
    return f, first.keys() - {"f"}, f.f_locals["c"], sys._getframe() is f, list(walk(f))


def outer(n):
    me = sys._getframe()
    r = inner(n)
    return r, me is sys._getframe(), r[0].f_back is me, me.f_back.f_code.co_name


(f, keys, c, same, names), is_me, back, module = outer(1)
print(sorted(keys), c, same, names, is_me, back, module)
print(f.f_code.co_name, f.f_locals["b"], f.f_back is None or f.f_back.f_code.co_name)


def closure(x):
    y = x * 2

    def get():
        return y + x

    loc = sys._getframe().f_locals
    y += 1
    return sorted(loc), sys._getframe().f_locals["y"], get()


print(closure(4))


def fails(d):
    local = d * 2
    if d == 0:
        raise ValueError("bottom")
    try:
        fails(d - 1)
    finally:
        local += 1


def catch():
    try:
        fails(3)
    except ValueError as e:
        t = e.__traceback__
        out = []
        while t:
            out.append((t.tb_lineno, t.tb_frame.f_lineno, t.tb_frame.f_code.co_name, {k: v for k, v in t.tb_frame.f_locals.items() if isinstance(v, int)}))
            last = t.tb_frame
            t = t.tb_next
        chain = []
        while last:
            chain.append(last.f_code.co_name)
            last = last.f_back
        return out, chain, e.__traceback__.tb_frame is sys._getframe()


for r in catch():
    print(r)


def gen(n):
    for i in range(n):
        yield sys._getframe().f_code.co_name, sys._getframe().f_locals["i"], sys._getframe().f_back.f_code.co_name


print(list(gen(3)), next(gen(1)))


class C:
    frame = sys._getframe()
    names = sorted(frame.f_locals)
    back = frame.f_back.f_code.co_name


print(C.names, C.back, C.frame.f_code.co_name)
ns = {}
exec("import sys\nf = sys._getframe()\nx = 5\nl = f.f_locals is locals(), f.f_lineno, f.f_back.f_lineno > 1", ns)
print(ns["l"], ns["f"].f_globals is ns, ns["f"].f_locals["x"])
hits = 0
for i in range(600):
    try:
        fails(i % 2)
    except ValueError as e:
        hits += e.__traceback__.tb_next.tb_frame.f_locals["local"]
print(hits)
for depth in (0, 1, 99):
    try:
        print(sys._getframe(depth).f_code.co_name)
    except ValueError as e:
        print(e)
