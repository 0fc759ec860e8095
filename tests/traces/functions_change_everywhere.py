# jit: traces>=1
# code objects and functions changed; generators and closures over changing functions; decorators, cell contents
def a(x, y=1): return x + y
def b(x, y=2): return x * y
def loop(n):
    t = 0
    for i in range(n):
        t += a(i)
        if i % 40 == 20: a.__code__, b.__code__ = b.__code__, a.__code__
        if i % 40 == 30: a.__defaults__ = (i,)
        if i % 40 == 35: a.__defaults__ = None; 
        if i % 40 == 35:
            try: a(1)
            except TypeError as e: t += len(str(e))
            a.__defaults__ = (3,)
    return t
print([loop(100) for k in range(5)])
def cellf(n):
    x = 1
    def f(): return x
    t = 0
    for i in range(n):
        t += f()
        if i == 30: f.__closure__[0].cell_contents = 2.5
        if i == 50: x = 10
        if i == 60: f.__closure__[0].cell_contents = "s"; x = 3
        if i == 70:
            del f.__closure__[0].cell_contents
            try: f()
            except NameError as e: t += len(str(e))
            x = 2
    return t
print([cellf(90) for k in range(5)])
def late(n):
    t = 0
    def g():
        return val
    for i in range(n):
        try: t += g()
        except NameError: t += 1000
        if i == 40: val = 1
        if i == 60: del val
        if i == 70: val = 2.0
    return t
print([late(90) for k in range(4)])
class Meth:
    def m(self): return 1
    @classmethod
    def c(cls): return cls.k
    @staticmethod
    def s(): return 4
    k = 2
def meth(n):
    o = Meth(); t = 0; bm = o.m; bc = o.c; bs = Meth.s; un = Meth.m
    for i in range(n):
        t += bm() + bc() + bs() + un(o) + o.m() + o.c() + o.s()
        if i == 30: Meth.m = lambda self: 10
        if i == 40: Meth.c = classmethod(lambda cls: 20)
        if i == 50: Meth.s = lambda self=5: 30
        if i == 60: Meth.k = 2.5
        if i == 70: Meth.m = OLDM; Meth.c = OLDC; Meth.s = OLDS; Meth.k = 2
    return t
OLDM, OLDC, OLDS = Meth.__dict__["m"], Meth.__dict__["c"], Meth.__dict__["s"]
print([meth(90) for k in range(5)])
import builtins
def bi(n):
    t = 0
    for i in range(n):
        t += max(i, 3) + len([1]) + abs(-1) + sum((1, 2)) + isinstance(i, int) + int(2.5) + range(4)[1]
        if i == 30: builtins.max = min
        if i == 35: globals()["len"] = lambda x: 9
        if i == 40: globals()["int"] = float
        if i == 45: globals()["isinstance"] = lambda *a: 5
        if i == 50: globals()["range"] = lambda n: [0, 70]
        if i == 55:
            for q in ("len", "int", "isinstance", "range"): del globals()[q]
            builtins.max = MAX
    return t
MAX = max
print([bi(80) for k in range(4)])
def gens(n):
    def g():
        for i in range(n):
            yield f(i)
    def f(x): return x
    it = g(); t = 0
    for v in it:
        t += v
        if v == 30:
            def f(x): return x * 2.0
        if v == 40.0:
            f = abs
    return t
print([gens(60) for k in range(3)])
def exec_loop(n):
    ns = {"t": 0}
    code = compile("for i in range(50):\n t += i * K\n if i == 30: K = K + 0.5\n", "x", "exec")
    for k in range(n):
        ns["K"] = k
        exec(code, ns)
    ns2 = {"t": 0, "K": 2**62}
    exec(code, ns2)
    d = {"t": 0, "K": 1}
    exec(code, {}, d)
    return ns["t"], ns2["t"], d["t"]
print([exec_loop(5) for k in range(3)])
