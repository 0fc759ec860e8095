from functools import wraps, update_wrapper, total_ordering, cmp_to_key, WRAPPER_ASSIGNMENTS
def deco(f):
    @wraps(f)
    def w(*a, **k):
        "w doc"
        return ("w", f(*a, **k))
    return w
@deco
def orig(a: int) -> str:
    "orig doc"
    return a
orig.x = 1
print(orig(1), orig.__name__, orig.__doc__, orig.__annotations__, orig.__wrapped__(2), orig.__module__, orig.__qualname__, WRAPPER_ASSIGNMENTS)
class Callable:
    def __call__(self): return "c"
print(update_wrapper(Callable(), len).__name__)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, V) else NotImplemented
    def __gt__(self, o): return self.v > o.v if isinstance(o, V) else NotImplemented
print(V(1) < V(2), V(1) <= V(1), V(2) >= V(3), sorted([V(3), V(1)])[0].v, V.__lt__(V(1), 5))
try:
    V(1) < 5
except TypeError as e:
    print(e)
try:
    @total_ordering
    class Bad: pass
except ValueError as e:
    print(e)
k = cmp_to_key(lambda a, b: b - a)
print(sorted([1, 3, 2], key=k), k(1) < k(2), k(1) == k(1), k(3).obj, max([1, 5, 2], key=k), sorted(["a1", "a10", "a2"], key=cmp_to_key(lambda x, y: (int(x[1:]) > int(y[1:])) - (int(x[1:]) < int(y[1:])))))
try:
    hash(k(1))
except TypeError as e:
    print(e)
try:
    k(1) < 5
except TypeError as e:
    print(e)
