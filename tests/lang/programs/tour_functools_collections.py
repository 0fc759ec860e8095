import functools, operator, collections, copy, bisect, heapq, statistics, random, time, types, typing
@functools.singledispatch
def show(x): return f"obj {x!r}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
@show.register(tuple)
def _(x): return "seq " + ",".join(map(show, x))
@show.register
def _(x: float | None): return f"fn {x}"
print(show(5), show([1, "a", (2.5,)]), show(True), show(None), show({}), show.dispatch(bool).__name__, sorted(c.__name__ for c in show.registry))
class M:
    @functools.singledispatchmethod
    def f(self, x): return "any"
    @f.register
    def _(self, x: str): return "str"
print(M().f(1), M().f("a"))
@functools.lru_cache(maxsize=3)
def sq(x, *, k=1):
    calls.append(x); return x * x * k
calls = []
print([sq(i) for i in (1, 2, 1, 3, 4, 1, 2)], calls, sq.cache_info(), sq(2, k=3)); sq.cache_clear(); print(sq.cache_info(), sq.__wrapped__.__name__)
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(200), fib.cache_info().currsize)
p = functools.partial(int, base=2); print(p("101"), p.func, p.keywords, functools.partial(p, "11")(), repr(functools.partial(max, 1)).replace("built-in function", "bf"))
class Cell:
    def __init__(s): s.alive = False
    def set(s, v): s.alive = v
    on = functools.partialmethod(set, True)
c = Cell(); c.on(); print(c.alive)
def deco(f):
    @functools.wraps(f)
    def w(*a, **k):
        "wrapper"
        return f(*a, **k)
    return w
@deco
def orig(a: int) -> str:
    "orig doc"
    return str(a)
print(orig.__name__, orig.__doc__, orig.__wrapped__(3), orig.__annotations__, orig.__qualname__)
print(functools.reduce(lambda a, b: a + [b], range(3), []), sorted(["b2", "a10", "a9"], key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b))))
g = operator.itemgetter(1, "k") if False else operator.itemgetter(2, 0); print(g("abc"), operator.attrgetter("real", "imag")(3 + 4j), operator.methodcaller("replace", "a", "b")("banana"), operator.concat([1], [2]), operator.countOf([1, 2, 1], 1))
C = collections.Counter("abracadabra"); C.update("aaa"); C.subtract("bb"); print(C, C.most_common(2), +C, C & collections.Counter(a=2), C | collections.Counter(z=1), sorted(C.elements())[:5], C["q"])
d = collections.deque([1, 2, 3], maxlen=3); d.append(4); d.appendleft(0); d.rotate(1); print(d, d.index(2), list(reversed(d)), d[0]); d.extend([7, 8]); print(d, d.pop(), d.popleft())
cm = collections.ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm.new_child({"c": 5}), len(cm)); cm["z"] = 9; print(cm.maps)
class UD(collections.UserDict):
    def __setitem__(s, k, v): super().__setitem__(k.lower(), v)
u = UD(A=1); u["B"] = 2; print(u, "b" in u, u.get("a"), dict(u))
a = [1, [2, {"k": {3}}], (4, [5])]; b, e = copy.copy(a), copy.deepcopy(a); b[1].append(9); print(a, e, b[1] is a[1], e[1] is a[1])
x = [1]; x.append(x); y = copy.deepcopy(x); print(y[1] is y, y)
L = [1, 3, 3, 5]; print(bisect.bisect(L, 3), bisect.bisect_left(L, 3), bisect.insort(L, 4), L, bisect.bisect_left([(1, "a"), (2, "b")], 2, key=lambda t: t[0]))
h = [5, 1, 8, 3]; heapq.heapify(h); heapq.heappush(h, 0); print([heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [3, 9, 4]), heapq.nsmallest(2, "hello", key=ord), list(heapq.merge([1, 4], [2, 3], reverse=False)), heapq.heappushpop([2, 3], 1))
print(statistics.mean([1, 2, 3.5]), statistics.median([3, 1, 2, 10]), statistics.mode("aab"), statistics.stdev([1, 2, 3, 4]), statistics.pvariance([1, 2, 3]), statistics.quantiles([1, 2, 3, 4, 5]))
random.seed(42); print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(10), 3), random.shuffle(q := list(range(6))), q, random.gauss(0, 1), random.choices("ab", [1, 9], k=5), random.uniform(1, 2), random.getrandbits(70))
ns = types.SimpleNamespace(a=1, **{"b": [2]}); print(ns, ns == types.SimpleNamespace(b=[2], a=1)); mp = types.MappingProxyType({"k": 1}); print(mp, mp["k"])
try: mp["z"] = 1
except TypeError as e: print(e)
od = collections.OrderedDict.fromkeys("cab"); od.move_to_end("c"); print(od, od == {"a": None, "b": None, "c": None}, od.popitem(False))
dd = collections.defaultdict(lambda: collections.defaultdict(int)); dd["x"]["y"] += 1; print({k: dict(v) for k, v in dd.items()}, dd.default_factory is not None, "q" in dd)
print(typing.get_type_hints(orig), typing.cast(int, "x"), isinstance([], collections.abc.Sequence), issubclass(dict, collections.abc.Mapping), isinstance(5, typing.Hashable) if hasattr(typing, "Hashable") else 0)
class Seq(collections.abc.Sequence):
    def __len__(s): return 3
    def __getitem__(s, i):
        if i >= 3: raise IndexError
        return i * 10
s = Seq(); print(list(s), 20 in s, s.index(10), s.count(0), list(reversed(s)))
class MM(collections.abc.MutableMapping):
    def __init__(s): s.d = {}
    def __getitem__(s, k): return s.d[k]
    def __setitem__(s, k, v): s.d[k] = v
    def __delitem__(s, k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
m = MM(); m.update(a=1, b=2); print(m.pop("a"), m.setdefault("c", 3), dict(m), m.get("zz", 0), list(m.items()), m == {"b": 2, "c": 3}, "b" in m.keys()); m.clear(); print(len(m))
