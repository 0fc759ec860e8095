# jit: traces>=1
# stress: skip
# verify: skip
# every special method added, replaced, removed in class / base / mixin, during a hot loop
class Root: pass
def build():
    class Mix: pass
    class B(Root):
        def __init__(self, v=1): self.v = v; self.w = [1, 2]
        def m(self): return self.v
        k = 5
    class C(Mix, B):
        def n(self): return self.m() + self.k
    return Mix, B, C
def uses(o, C):
    out = []
    def t(f):
        try: out.append(f())
        except Exception as e: out.append((type(e).__name__, str(e)[:30]))
    t(lambda: 1 if o else 2); t(lambda: len(o)); t(lambda: o + 1); t(lambda: 1 + o); t(lambda: o == 3); t(lambda: 3 in o); t(lambda: o[2]); t(lambda: [*o][:2])
    t(lambda: o(4)); t(lambda: o.v); t(lambda: o.zz); t(lambda: -o); t(lambda: o < 5); t(lambda: [7, 8, 9][o]); t(lambda: f"{o:x}"); t(lambda: str(o)[:9]); t(lambda: o.m()); t(lambda: o.n()); t(lambda: o.k)
    t(lambda: hash(o) % 1 if C.__hash__ else "nohash"); t(lambda: isinstance(o, C)); t(lambda: C(9).v); t(lambda: o.w[0]); t(lambda: abs(o)); t(lambda: setattr(o, "q", 1) or o.q); t(lambda: o != 3); t(lambda: round(o)); t(lambda: int(o)); t(lambda: next(iter(o)))
    def w():
        with o as x: return x
    t(w)
    def aug():
        p = o
        p += 2
        return p is o
    t(aug)
    def st():
        o.v = o.v
        return o.v
    t(st)
    return out
SP = {
    "__bool__": lambda self: False, "__len__": lambda self: 4, "__add__": lambda self, x: ("add", x), "__radd__": lambda self, x: ("radd", x), "__eq__": lambda self, x: x == 3, "__contains__": lambda self, x: x == 3, "__getitem__": lambda self, i: i if i < 3 else [][0],
    "__iter__": lambda self: iter([6, 7]), "__call__": lambda self, x: x, "__getattr__": lambda self, n: ("ga", n), "__neg__": lambda self: "neg", "__lt__": lambda self, x: True, "__index__": lambda self: 1, "__format__": lambda self, s: "F" + s, "__str__": lambda self: "S", "__repr__": lambda self: "R",
    "__hash__": lambda self: 7, "__abs__": lambda self: 1, "__enter__": lambda self: 3, "__exit__": lambda self, *a: None, "__iadd__": lambda self, x: self, "__setattr__": lambda self, n, v: object.__setattr__(self, n, 77), "__getattribute__": lambda self, n: object.__getattribute__(self, n) if n != "v" else "GA",
    "__round__": lambda self, n=0: 5, "__int__": lambda self: 6, "m": lambda self: 100, "k": 50, "v": property(lambda self: "prop", lambda self, x: None), "w": property(lambda self: ["pw"]), "zz": 8, "n": lambda self: "n", "q": property(lambda self: 4), "__init__": lambda self, v: setattr(self, "v", 0), "__ne__": lambda self, x: "ne",
    "__slots__": (),
}
del SP["__slots__"]
for name, f in SP.items():
    log = []
    for where in range(3):
        Mix, B, C = build()
        o = C(2)
        target = (C, Mix, B)[where]
        had = target.__dict__.get(name)
        last = None
        for i in range(30):
            r = uses(o, C)
            if r != last: log.append((i, [x for x in zip(range(99), r) if last is None or x[1] != last[x[0]]])); last = r
            if i == 9: setattr(target, name, f)
            if i == 19:
                if had is None: delattr(target, name)
                else: setattr(target, name, had)
    print(name, [(i, d) for i, d in log if i])
