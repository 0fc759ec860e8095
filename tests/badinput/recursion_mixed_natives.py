import functools


def via_map(n): return list(map(via_map, [n]))
def via_sorted(n): return sorted([1, 2], key=via_sorted)
def via_sum(n): return sum(via_sum(i) for i in [n])
def via_exec(n): return eval("via_exec(n)", globals(), {"n": n})
def via_genexpr(n): return any(via_genexpr(i) for i in (n,))
def via_comp(n): return [via_comp(i) for i in (n,)]
def via_reduce(n): return functools.reduce(lambda a, b: via_reduce(a), [1, 2])
def via_max(n): return max([1, 2], key=via_max)
def via_filter(n): return list(filter(via_filter, [1]))
def via_partial(n): return functools.partial(via_partial, n)()
def via_try(n):
    try:
        return via_try(n + 1)
    finally:
        pass
def via_with(n):
    class C:
        def __enter__(self): return via_with(n + 1)
        def __exit__(self, *a): pass
    with C():
        pass
def via_class(n):
    class C:
        x = via_class(n + 1)
def via_gen(n):
    yield from via_gen(n + 1)
def via_lambda(n): return (lambda: via_lambda(n))()
def via_star(*a, **k): return via_star(*a, **k)
def via_dictget(n): return D()[n]
class D(dict):
    def __missing__(self, k): return self[k]
def via_init(n):
    class A:
        def __init__(self): A()
    A()


for f in (via_map, via_sorted, via_sum, via_exec, via_genexpr, via_comp, via_reduce, via_max, via_filter, via_partial, via_try, via_with, via_class, lambda n: list(via_gen(n)), via_lambda, via_star, via_dictget, via_init):
    try:
        f(1)
        print(f.__name__, "returned")
    except RecursionError:
        print(f.__name__, "RecursionError")
deep = ()
for _ in range(200000):
    deep = (deep,)
for f in (repr, str, lambda d: d == (deep,)):
    try:
        f(deep)
        print("returned")
    except RecursionError:
        print("RecursionError")
del deep
print("done")
