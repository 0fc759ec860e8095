def compose(*f): return lambda x: x if not f else f[0](compose(*f[1:])(x))
def curry(f, n): return f if n < 2 else lambda a: curry(lambda *r: f(a, *r), n - 1)
def flip(f): return lambda a, b: f(b, a)
def memo(f):
    c = {}
    return lambda *a: c[a] if a in c else c.setdefault(a, f(*a))
def trace(f):
    def w(*a):
        r = f(*a)
        log.append((f.__name__, a, r))
        return r
    return w
def fold(f, z, xs):
    for x in xs:
        z = f(z, x)
    return z
def pipeline(*fs):
    def run(v):
        for f in fs:
            v = f(v)
        return v
    return run


log = []
@trace
def add(a, b): return a + b
@trace
def twice(f, x): return f(f(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5), curry(lambda a, b, c: a + b * c, 3)(1)(2)(3), flip(pow)(2, 5), fold(add, 0, [1, 2, 3]), len(log), log[-1])
print(twice(lambda v: v * 3, 2), [n for n, *_ in log], pipeline(str, len, float)(12345), fold(lambda f, g: lambda x: g(f(x)), lambda x: x, [abs, str])(-5))
fibm = memo(lambda n: n if n < 2 else fibm(n - 1) + fibm(n - 2))
print(fibm(80), list(map(lambda f: f(4), [abs, str, lambda x: x ** 0.5, [0, 1, 2, 3, 5].__getitem__, "abcde".__getitem__])))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}
print({k: f(6, 3) for k, f in ops.items()}, sorted(ops, key=lambda k: ops[k](2, 5)), max(ops.values(), key=lambda f: f(3, 3))(2, 2))
def counter():
    counter.n += 1
    return counter.n
counter.n = 0
print([counter() for _ in range(3)], counter.n, (lambda *fs: [f() for f in fs])(counter, lambda: "x"))
def make(n):
    def f(x): return x + n
    f.n = n
    return f
print([f(1) for f in map(make, range(3))], [f.n for f in map(make, "ab")], all(map(callable, [make, len, int, make(1)])), list(filter(lambda p: p(3), [bool, lambda x: x > 5])) == [bool])
def rec(f): return lambda *a: f(rec(f), *a)
print(rec(lambda me, n: 1 if n == 0 else n * me(n - 1))(10))
