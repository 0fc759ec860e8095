# jit: traces>=1
# What traces make has the classes that the interpreter gives it.
# the same made inline in loops, not behind lambdas
class G:
    def __init__(self): self.a = 1
    def m(self): return 1
def f(n):
    out = []
    for i in range(n):
        x = [1, i]
        a = map(abs, x); b = zip(x, x); c = enumerate(x); d = (q for q in x); e = iter(x); g = iter(range(i)); h = iter((1,)); j = reversed(x); k = filter(None, x)
        l = range(i); m = range(i)[1:]; o = slice(i); p = lambda: i; q = G(); r = q.m; s = x.append; t = 1j * i; u = {}.items(); v = q.__dict__; w = i == 1; y = iter({1: 2}); z = iter("ab")
        vals = [a, b, c, d, e, g, h, j, k, l, m, o, p, q, r, s, t, u, v, w, y, z]
        names = [type(v).__name__ for v in vals]
        first = [next(a), next(b), next(c), next(d), next(e), next(g, -1), next(h), next(j), next(k), next(y), next(z)]
        rest = [list(a), list(b), list(c), list(d), list(e), list(g)[:2], list(h), list(j), list(k), list(y), list(z)]
        out.append((names, first, rest, repr(l), repr(o), r.__func__ is G.m, r.__self__ is q, p(), s.__self__ is x, isinstance(p, type(f)), a.__class__ is map, type(b) is zip, type(c) is enumerate, str(d)[:17], repr(e)[:14], e.__length_hint__(), g.__length_hint__()))
    return out[-1]
for k in range(8): r = f(40)
print(r)
def gi(n):
    def gen(a):
        x = yield a
        return x
    o = []
    for i in range(n):
        g = gen(i)
        o.append((g.gi_running, g.gi_frame is None, g.__name__, g.__qualname__, g.gi_code.co_name, g.gi_yieldfrom, g.gi_suspended))
        next(g); o.append((g.gi_suspended, g.gi_frame.f_lineno - gen.__code__.co_firstlineno, sorted(g.gi_frame.f_locals)))
        try: g.send(3)
        except StopIteration as e: o.append(e.value)
        o.append((g.gi_frame is None, g.gi_running))
    return o[-4:]
for k in range(8): r = gi(40)
print(r)
