# jit: traces>=1
# Bound methods of natives have classes of their own, in traces too.
class L(list): pass
class D(dict):
    def f(self): return 1
def t(objs):
    out = []
    for k in range(60):
        o = objs[k % len(objs)]
        m = o.copy
        out.append((type(m).__name__, repr(m).split(" at ")[0], m.__name__, m.__self__ is o, str(m == o.copy)))
        n = o.__len__
        out.append((type(n).__name__, repr(n).split(" at ")[0], n()))
        g = getattr(o, "__eq__")
        out.append(type(g).__name__)
    return out[-6:]
for objs in ([[1]], [{1: 2}], [L()], [D()], [{1}], [D(), {}], [L(), [], {1}]):
    for k in range(4): r = t(objs)
    print(r)
def u(n):
    out = []
    d = D()
    for k in range(n):
        f = d.f
        out.append((type(f).__name__, f()))
        s = "ab".upper
        out.append((type(s).__name__, s()))
        i = (5).__add__
        out.append((type(i).__name__, i(3)))
        x = super(D, d).get
        out.append(type(x).__name__)
        e = ValueError("x").with_traceback
        out.append(type(e).__name__)
        b = D.fromkeys
        out.append((type(b).__name__, b([1])))
        c = dict.get
        out.append(type(c).__name__)
    return out[-7:]
for k in range(4): r = u(60)
print(r)
