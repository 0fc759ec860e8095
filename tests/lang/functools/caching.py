from functools import lru_cache, cache, cached_property, singledispatch
calls = []
@lru_cache(maxsize=2)
def f(x, y=1):
    calls.append((x, y))
    return x + y
print(f(1), f(1), f(2), f(3), f(1), calls, f.cache_info(), f(1.0), f(x=1), f(1, y=1), f.cache_info())
f.cache_clear()
print(f.cache_info(), f.__name__, f.__wrapped__(5, 6), f.cache_parameters())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(150), fib.cache_info())
@lru_cache
def g(*a, **k): return a, k
print(g(1, b=2), g(1, b=2), g.cache_info())
@lru_cache(maxsize=None, typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t.cache_info())
@lru_cache(maxsize=0)
def z(x):
    calls.append("z")
    return x
calls.clear()
print(z(1), z(1), calls, z.cache_info())
try:
    f([])
except TypeError as e:
    print(e)
@cache
def err(x):
    calls.append(x)
    raise ValueError(x)
for _ in range(2):
    try:
        err("e")
    except ValueError:
        pass
print(calls, err.cache_info())
class C:
    @lru_cache
    def m(self, x): return x * 2
    @cached_property
    def p(self):
        calls.append("p")
        return 5
    def __hash__(self): return 1
    def __eq__(self, o): return True
c, d = C(), C()
print(c.m(1), d.m(1), C.m.cache_info(), c.p, c.p, c.__dict__, calls)
del c.p
print(c.p, calls)
@singledispatch
def show(x): return "obj"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show("a"), show([]), show(True), show.dispatch(bool).__name__)
