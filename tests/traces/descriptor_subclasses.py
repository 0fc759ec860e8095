# jit: traces>=1
# Subclasses of built-in descriptors, numbers and lists; bases of exceptions and classes that change while loops run.
import types
class M(types.ModuleType):
    @property
    def a(self): return 5
    def __getattr__(self, n): return ("ga", n)
m = types.ModuleType("m"); m.a = 1
m = M("m"); m.__dict__["a"] = 1
def mod2(n): return [(m.a, m.b) for i in range(n)][-1]
for k in range(3): print(mod2(60))
class A:
    __slots__ = ("x", "w")
A.y = A.x
def alias(n):
    a = A(); o = []
    for i in range(n):
        a.y = i
        o.append((a.x, a.y))
        a.x = -i
        o.append((a.x, a.y))
        if i % 10 == 9:
            del a.y
            try: a.x
            except AttributeError as e: o.append(str(e))
    return o[-4:]
for k in range(4): r = alias(60)
print(r)
class P(property):
    def __get__(self, o, t=None): return ("Pget", o is not None and super().__get__(o, t))
    def __set__(self, o, v): LOG.append(v); super().__set__(o, v * 2)
class SM(staticmethod):
    def __get__(self, o, t=None): return lambda *a: ("SM", len(a))
class CMm(classmethod):
    def __get__(self, o, t=None): return lambda *a: ("CM", len(a))
LOG = []
class B:
    def __init__(self): self._v = 1
    @P
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x
    @SM
    def s(*a): return a
    @CMm
    def c(cls, *a): return a
def desc(n):
    b = B(); o = []
    for i in range(n):
        b.v = i
        o.append((b.v, b.s(1), b.c(1), B.s(1), B.c(1), len(LOG)))
    return o[-2:]
for k in range(3): r = desc(50)
print(r)
class E1(Exception): pass
class E2(Exception): pass
class F(E1): pass
class G(F): pass
def exc(n):
    o = []
    for i in range(n):
        try:
            if i % 3: raise F(i)
            raise G(i)
        except E2: o.append("e2")
        except E1: o.append("e1")
        if i == 40: F.__bases__ = (E2,)
        if i == 60: F.__bases__ = (E1, E2)
        if i == 70: F.__bases__ = (E1,)
    return o[38:44] + o[58:64] + o[68:74]
for k in range(4): print(exc(90))
class I1: pass
class I2: pass
class J(I1): pass
class K(J): pass
def isi(n):
    o = []; x = K(); j = J()
    for i in range(n):
        o.append((isinstance(x, I1), isinstance(x, I2), issubclass(K, I2), isinstance(j, (I1, int)), type(x) is K))
        if i == 40: J.__bases__ = (I2,)
        if i == 60: J.__bases__ = (I1,)
        if i == 65: x.__class__ = J
        if i == 70: x.__class__ = K
    return o[40:42] + o[60:62] + o[65:67]
for k in range(4): print(isi(90))
class Ctx:
    def __enter__(self): return 1
    def __exit__(self, *a): return True
class Ctx2(Ctx):
    def __exit__(self, *a): return False
def ctx(n):
    o = []
    c = Ctx2()
    for i in range(n):
        try:
            with c as q:
                if i == 20: Ctx2.__exit__ = Ctx.__exit__
                if i == 40: Ctx2.__exit__ = OLD
                if i == 50: Ctx2.__enter__ = lambda s: 2
                raise KeyError(i)
            o.append(q)
        except KeyError as e: o.append(e.args[0])
        if i == 60: del Ctx2.__enter__
    return o[18:23] + o[38:43] + o[48:53] + o[58:63]
OLD = Ctx2.__exit__
for k in range(3): print(ctx(80))
class Num(int):
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
class Num2(int): pass
def num(n):
    o = []; a = Num(3); b = Num2(4)
    for i in range(n):
        o.append((a + 1, 1 + a, b + 1, 1 + b, 0, a + b, b * 2, -b, b < a, b == 4, [1, 2, 3, 4, 5][b], b and 1))
        if i == 30: Num2.__radd__ = lambda s, x: "r2"; Num2.__lt__ = lambda s, x: "lt"; Num2.__bool__ = lambda s: False; Num2.__eq__ = lambda s, x: "eq"; Num2.__neg__ = lambda s: "neg"
        if i == 50: del Num2.__radd__, Num2.__lt__, Num2.__bool__, Num2.__eq__, Num2.__neg__
    return o[30:32] + o[50:52]
for k in range(3): print(num(70))
class Seq(list):
    pass
def seq(n):
    o = []; s = Seq([1, 2, 3])
    for i in range(n):
        o.append((s[0], len(s), [x for x in s], 2 in s, s + [4], s[1:], bool(s), [*s], s == [1, 2, 3]))
        s[0] = i; s.append(i); s.pop()
        if i == 30: Seq.__getitem__ = lambda s, k: "gi"; Seq.__len__ = lambda s: 0; Seq.__iter__ = lambda s: iter("xy"); Seq.__contains__ = lambda s, x: "c"; Seq.__setitem__ = lambda s, k, v: None; Seq.append = lambda s, v: list.append(s, 7); Seq.__eq__ = lambda s, x: "eq"
        if i == 30: Seq.__radd__ = 1; Seq.__add__ = lambda s, x: "add"
        try: o[-1] += (s[0], len(s), [x for x in s], 2 in s, s + [4], s[1:], bool(s), [*s], s == 3)
        except TypeError as e: o.append(str(e))
        if i == 50: del Seq.__getitem__, Seq.__len__, Seq.__iter__, Seq.__contains__, Seq.__setitem__, Seq.append, Seq.__eq__, Seq.__add__
        try: pass
        finally:
            if i in (30, 31): s.sort(key=str)
        if i == 31: break
    return o[-2:]
for k in range(3):
    try: print(seq(70))
    except Exception as e: print(type(e).__name__, e)
    for n in ("__getitem__", "__len__", "__iter__", "__contains__", "__setitem__", "append", "__eq__", "__add__", "__radd__"):
        if n in Seq.__dict__: delattr(Seq, n)
