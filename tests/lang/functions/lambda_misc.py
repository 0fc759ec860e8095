print((lambda: 1)(), (lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1), (lambda a, /, b, *, c: (a, b, c))(1, 2, c=3), (lambda: (yield))().__class__.__name__)
fs = {"sq": lambda x: x * x, "neg": lambda x: -x}
print({n: f(3) for n, f in fs.items()}, sorted([3, -1, 2], key=lambda v: v * v), list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(lambda x: x % 2, range(6))), (lambda f, x: f(f(x)))(lambda v: v * 3, 2))
cond = lambda x: "neg" if x < 0 else "zero" if x == 0 else "pos"
print([cond(v) for v in (-1, 0, 1)], (lambda: [lambda: i for i in range(2)])()[0](), (lambda x: lambda y: lambda z: x + y + z)(1)(2)(3))
g = lambda n: (yield n) or (yield n + 1)
print(list(g(5)))
def many(): return 1, 2
def nothing(): return
def implicit(): pass
def multi(a): return [a, (a, {a: a})]
print(many(), nothing(), implicit(), multi(1), (lambda: None)())
if True:
    def cond_def(): return "a"
else:
    def cond_def(): return "b"
print(cond_def())
def redefine(): return 1
old = redefine
def redefine(): return 2
print(old(), redefine())
def inner_redefine():
    def f(): return 1
    g = f
    def f(): return 2
    return g(), f()
print(inner_redefine())
def swap(a, b): return b, a
print(swap(*swap(1, 2)))
def counter(start=0, /):
    while True:
        step = yield start
        start += step or 1
c = counter(10)
print(next(c), next(c), c.send(5), next(c))
def doc(): "only a docstring"
print(doc(), doc.__doc__)
def early(x):
    for i in range(10):
        if i == x:
            return i
    else:
        return "none"
print(early(3), early(30))
def deep_return():
    try:
        with open("/dev/null") as f:
            for i in range(3):
                while True:
                    return i
    finally:
        print("fin", end=" ")
print(deep_return())
