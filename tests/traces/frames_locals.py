# jit: traces>=1
import sys


def snapshot(n):
    out = []
    total = 0
    for i in range(n):
        total += i
        if i % 250 == 0:
            out.append(dict(locals(), out=None))
    return out


print(snapshot(1000))


def peek():
    f = sys._getframe(1)
    return f.f_lineno, f.f_locals["i"], f.f_code.co_name


def hot(n):
    s = 0
    for i in range(n):
        s += i
        if i % 300 == 299:
            print(peek(), sys._getframe().f_lineno, sys._getframe().f_back.f_code.co_name)
    return s


print(hot(1000))


def depth():
    f, d = sys._getframe(), 0
    while f:
        f, d = f.f_back, d + 1
    return d


def a(x):
    return b(x) + 1


def b(x):
    return depth() if x % 100 == 0 else 0


base = depth()
print([a(i) - base for i in range(500) if i % 100 == 0], sum(a(i) > 1 for i in range(600)))


def gen(n):
    for i in range(n):
        yield sys._getframe().f_locals["i"] if i % 50 == 0 else i


print(sum(gen(500)))


def tb_lines(n):
    lines = []
    for i in range(n):
        try:
            if i % 200 == 0:
                raise KeyError
            if i % 333 == 0:
                a(None)
        except KeyError as e:
            lines.append(e.__traceback__.tb_lineno)
        except TypeError as e:
            t = e.__traceback__
            while t.tb_next:
                t = t.tb_next
            lines.append((t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_locals))
    return lines


print(tb_lines(700))


def evals(n):
    k = 0
    for i in range(n):
        if i % 100 == 0:
            k += eval("i * 2 + n")
        exec("zz = i") if i == 300 else None
    return k


print(evals(500))


class C:
    def m(self, n):
        for i in range(n):
            if i == n - 1:
                return sorted(locals()), sys._getframe().f_code.co_varnames
    vals = [v for v in range(5)]


print(C().m(300))
same = set()
for i in range(300):
    same.add(sys._getframe() is sys._getframe())
print(same)
