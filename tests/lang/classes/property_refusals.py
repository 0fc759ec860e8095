# What a property without getter, setter or deleter says; it knows its name only if a class was made with it.
def b():
    class C:
        p = property(doc="x")
        q = property(lambda s: 1)
    return C
C = b()
o = C()
C.r = property()
D = type("D", (), {"x": property()})
class S(property): pass
C.s = S(None, lambda s, v: 1)
def e(f):
    try: print(f())
    except Exception as x: print(type(x).__name__, x)
e(lambda: o.p); e(lambda: setattr(o, "p", 1)); e(lambda: delattr(o, "p")); e(lambda: setattr(o, "q", 1)); e(lambda: o.r); e(lambda: setattr(o, "r", 1)); e(lambda: D().x); e(lambda: o.s); e(lambda: delattr(o, "s")); e(lambda: property().__get__(3)); e(lambda: property().__set__(o, 1)); e(lambda: property().__delete__(o))
e(lambda: C.q.__set__(4, 5)); e(lambda: C.p.__get__(4, 5))
