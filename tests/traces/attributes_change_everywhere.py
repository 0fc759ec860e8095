# jit: traces>=1
# attributes found on classes by name; several watchers; changes through odd ways
class A:
    x = 1
    def f(self): return 1
class B(A): pass
class C(B): pass
class D: 
    x = 10
    y = 3
def get(o): return o.x
def call(o): return o.f()
def loop(o, n):
    t = 0
    for i in range(n): t += get(o) + call(o)
    return t
c = C()
for k in range(40):
    r = [loop(c, 30)]
    if k == 3: B.x = 2
    if k == 6: C.x = 3
    if k == 9: del C.x
    if k == 12: c.x = 4
    if k == 15: del c.x
    if k == 18: B.f = lambda self: 50
    if k == 20: c.f = lambda: 60
    if k == 22: del c.f, B.f
    if k == 24: C.__bases__ = (D, B)
    if k == 26: C.__bases__ = (B,)
    if k == 28: type.__setattr__(A, "f", lambda self: 5)
    if k == 30: del B.x
    if k == 32: A.x = property(lambda self: 9)
    if k == 34: c.__dict__["x"] = 1000
    if k == 36: A.x = 1
    if k == 38: c.__class__ = type("E", (A,), {"x": 7})
    r.append(loop(c, 30)); r.append(loop(B(), 5))
    print(k, r)
class Desc:
    def __get__(self, o, t): return 5
class H:
    d = Desc()
h = H()
h.__dict__["d"] = 1
def dl(n):
    t = 0
    for i in range(n): t += h.d
    return t
print(dl(50), dl(50))
Desc.__set__ = lambda self, o, v: None
print(dl(50))
del Desc.__set__
print(dl(50))
del Desc.__get__
print(dl(50))
del h.d
try: print(dl(50))
except TypeError as e: print(e)
# counters on classes, read via instances, subclass shadows, mixed types
class Cnt:
    n = 0
    lim = 3
class Sub(Cnt): pass
def count(k, o):
    for i in range(k):
        Cnt.n += 1
        if o.n != Cnt.n: return ("shadow", o.n, Cnt.n)
        if i == 20: Cnt.n = 0.5
        if i == 25: Cnt.n = 10
        if i == 40: Cnt.lim = [1]
        if i == 45: Cnt.n = 2**62
        if i == 50: Cnt.n = "s" if k == 61 else 2**64
    return o.n, Sub.n, Cnt.lim, type(o).n
for k in range(55, 70):
    try: print(k, count(k, Sub()))
    except TypeError as e: print(k, e); Cnt.n = 0
Sub.n = 5
print(count(30, Sub()), count(30, Cnt()))
del Sub.n
print(count(30, Sub()))
# module attributes, module __getattr__, globals through modules
import types, sys
m = types.ModuleType("m")
m.a = 1
def mod(n):
    t = 0
    for i in range(n):
        t += m.a
        if i == 20: m.a = 2.5
        if i == 30: del m.a; m.__getattr__ = lambda n: 100
        if i == 40: m.a = 1; del m.__getattr__
        if i == 50: m.__dict__["a"] = 7
    return t
print([mod(70) for k in range(4)])
import math
def sq(n):
    t = 0
    for i in range(n):
        t += math.floor(i / 3)
        if i == 40: math.floor = lambda x: -1
        if i == 60: math.floor = OLD
    return t
OLD = math.floor
print([sq(80) for k in range(4)])
