# jit: traces>=1
# Functions, objects, context managers, iterators and operands that lie in temporaries while a loop in between runs.
class O:
    def __init__(self, v): self.v = v
    def f(self, *a): return ("O", self.v, len(a))
    def __add__(self, o): return ("add", o)
    def __enter__(self): return 1
    def __exit__(self, *e): OUT.append(("Oexit", self.v)); return True
    def __getitem__(self, k): return k
    def __iter__(self): return iter([9, 9])
class Q:
    v = 2.5
    def f(self, a, b=3): return ("Q", a[-1] if isinstance(a, list) else a)
    def __radd__(self, o): return ("radd", o)
    def __enter__(self): return 2
    def __exit__(self, *e): OUT.append("Qexit"); return False
class SM:
    @staticmethod
    def f(*a): return ("static", len(a))
    @classmethod
    def __enter__(cls): return 7
    @staticmethod
    def __exit__(*e): OUT.append("smexit")
    v = 3
class CMt:
    @classmethod
    def f(cls, *a): return (cls.__name__, len(a))
    v = None
    def __enter__(self): return 8
    def __exit__(self, a, b, c): return a is ZeroDivisionError
class IA:
    def __init__(self): self.f = lambda *a: ("ia", len(a)); self.v = "s"
    __enter__ = lambda self: 9
    __exit__ = lambda self, *e: OUT.append("ia")
OUT = []
objs = [O(1), Q(), SM(), CMt(), IA(), O(2.5), SM, CMt, O]
def call(o): return o.f([i for i in range(50)])
def call2(o): return o.f(*[i for i in range(20)][:2], b=len([j for j in range(30)])) if isinstance(o, Q) else o.f([i for i in range(30)], *[i for i in range(30)])
def call3(o):
    t = 0
    for k in range(3):
        t = o.f(t, [i for i in range(40)])
    return t
def attr(o): return o.v + len([i for i in range(50)])
def attr2(o): return (o.v, [i for i in range(50)][-1], o.v)
def w(o):
    s = 0
    with o as x:
        for i in range(60): s += i
        s += x
        if len(OUT) % 3 == 1: 1 // 0
    return s
def w2(o):
    for i in range(40):
        with o as x:
            if i == 39 and len(OUT) % 2: return i, x
def fmt(o): return f"{o.v}{[i for i in range(30)][-1]:{len([j for j in range(6)])}}{o.v!r}"
def item(o, k):
    d = {"a": 1, 1: 2.0, None: "q"}
    try: d[k] += len([i for i in range(40)])
    except TypeError as e: return str(e)
    return d
def chain(o): return 0 < len([i for i in range(40)]) < (o.v if isinstance(o.v, (int, float)) else 41) < 50
def fn(o):
    return max([i for i in range(40)], key=o) if callable(o) else 0
def src(it):
    o = []
    for x in it:
        s = 0
        for j in range(40): s += j
        o.append((x, s))
    return o
def srcs(k):
    return [[1, 2], (3, 4), "ab", {5: 6, 7: 8}, {9}, range(2), iter([1]), (q for q in (1, 2)), O(1), zip("ab", [1, 2]), enumerate("xy"), map(str, [1]), {1: 2}.items(), b"xy", reversed([1, 2]), 2.5][k % 16]
for k in range(300):
    o = objs[(k // 7) % len(objs)] if k % 5 else objs[(k // 5) % len(objs)]
    r = []
    for f in (call, call2, call3, attr, attr2, w, w2, fmt, chain, fn):
        try: r.append(f(o))
        except Exception as e: r.append((type(e).__name__, str(e)))
    r.append(item(o, ["a", 1, None][k // 9 % 3]))
    try: r.append(src(srcs(k if k % 3 else k // 5)))
    except TypeError as e: r.append(str(e))
    if k % 13 == 0 or k > 285: print(k, r, OUT[-2:])
    if len(OUT) > 50: del OUT[:]
