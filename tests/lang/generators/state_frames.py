def g():
    x = 1
    y = yield x
    x = y
    z = yield x
    return z


a = g()
print(a.gi_frame.f_locals, a.gi_frame.f_lineno, a.gi_suspended, a.gi_running)
next(a)
print(a.gi_frame.f_locals, a.gi_frame.f_lineno, a.gi_suspended)
a.send(5)
print(a.gi_frame.f_locals, a.gi_yieldfrom, a.gi_frame.f_code is g.__code__)
try:
    a.send(6)
except StopIteration as e:
    print(e.value, a.gi_frame, a.gi_suspended)
import inspect
b = g()
print(inspect.getgeneratorstate(b), inspect.isgenerator(b), inspect.isgeneratorfunction(g))
next(b)
print(inspect.getgeneratorstate(b), inspect.getgeneratorlocals(b))
b.close()
print(inspect.getgeneratorstate(b))
b.__name__ = "renamed"
print(b.__name__, b.__qualname__)
try:
    b.__name__ = 5
except TypeError as e:
    print(e)
try:
    b.gi_frame = 5
except AttributeError as e:
    print(e)
def outer():
    yield from inner()
def inner():
    yield 1
o = outer()
next(o)
print(o.gi_yieldfrom.gi_code.co_name, o.gi_yieldfrom.gi_frame.f_lineno)
class C:
    def m(self): yield self
    @staticmethod
    def s(): yield "s"
    @classmethod
    def c(cls): yield cls
    @property
    def p(self): yield "p"
    __iter__ = m
c = C()
print(next(c.m()) is c, list(C.s()), next(C.c()) is C, list(c.p), next(iter(c)) is c, c.m().__qualname__)
def two():
    n = 0
    while n < 3:
        n += 1
        yield n
x, y = two(), two()
print(next(x), next(x), next(y), next(x), next(y), list(x), list(y))
def fin():
    try:
        yield 1
    finally:
        print("cleanup")
for v in fin():
    pass
f = fin()
next(f)
f.close()
print(bool(fin()), fin() == fin())
