import itertools as it, functools, operator, contextlib, collections
def chunks(seq, n):
    i = iter(seq)
    while chunk := list(it.islice(i, n)): yield chunk
print(list(chunks(range(10), 3)))
def pipeline(*fs): return functools.reduce(lambda f, g: lambda x: g(f(x)), fs)
print(list(pipeline(lambda xs: (x * x for x in xs), lambda xs: filter(lambda x: x % 2, xs), lambda xs: map(str, xs))(range(10))))
def avg():
    t = n = 0; r = None
    while True:
        x = yield r
        if x is None: return t, n
        t += x; n += 1; r = t / n
g = avg(); next(g); print([g.send(x) for x in (10, 20, 60)])
try: g.send(None)
except StopIteration as e: print(e.value)
def deleg(): 
    r = yield from avg()
    print("got", r); return "end"
d = deleg(); next(d); d.send(5)
try: d.send(None)
except StopIteration as e: print(e.value)
def guarded():
    try:
        while True:
            try: yield 1
            except ValueError as e: yield f"caught {e}"
    finally: print("cleanup")
g = guarded(); print(next(g), g.throw(ValueError("v")), next(g)); g.close(); print(list(g))
def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, (3, [4, []]), 5], 6])))
print(list(it.accumulate([3, 1, 4, 1, 5], max)), list(it.accumulate(range(5), initial=10)), list(it.batched("abcdefg", 3)), list(it.pairwise("abcd")))
for k, grp in it.groupby(sorted(["apple", "bob", "avocado", "cat", "berry"]), key=lambda s: s[0]): print(k, list(grp))
print(list(it.product("ab", repeat=2)), list(it.permutations([1, 2, 3], 2)), list(it.combinations_with_replacement("ab", 2)), list(it.combinations(range(4), 3)))
print(list(it.starmap(pow, [(2, 5), (3, 2)])), list(it.takewhile(lambda x: x < 3, it.count())), list(it.dropwhile(str.isspace, "  ab c")), list(it.filterfalse(None, [0, 1, "", "x"])), list(it.compress("abcd", [1, 0, 1, 0])))
a, b, c = it.tee(iter("xyz"), 3); print(list(a), next(b), list(b), list(c))
print(list(it.zip_longest("ab", "xyz", fillvalue="-")), list(it.chain.from_iterable([[1], [2, 3]])), list(it.islice("abcdefgh", 1, 7, 2)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat("r", 2)))
def roundrobin(*its):
    active = [iter(i) for i in its]
    while active:
        for i in active[:]:
            try: yield next(i)
            except StopIteration: active.remove(i)
print("".join(roundrobin("ABC", "D", "EF")))
def sieve():
    D = {}
    for q in it.count(2):
        p = D.pop(q, None)
        if p is None: D[q * q] = q; yield q
        else:
            x = p + q
            while x in D: x += p
            D[x] = p
print(list(it.islice(sieve(), 15)))
def consume(i, n=None): collections.deque(i, maxlen=0) if n is None else next(it.islice(i, n, n), None)
i = iter(range(10)); consume(i, 4); print(next(i))
print(sum(1 for _ in it.takewhile(lambda s: s != "x", iter("abcx"))), functools.reduce(operator.mul, range(1, 11)), dict(enumerate("ab", 5)))
class Tree:
    def __init__(s, v, l=None, r=None): s.v, s.l, s.r = v, l, r
    def __iter__(s):
        if s.l: yield from s.l
        yield s.v
        if s.r: yield from s.r
t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6)); print(list(t), sum(t), max(t), 3 in t, sorted(t, reverse=True), [*t], {*t})
first, *mid, last = t; print(first, mid, last)
@contextlib.contextmanager
def tag(n):
    print(f"<{n}>")
    try: yield n.upper()
    except ZeroDivisionError: print("zde"); 
    finally: print(f"</{n}>")
with tag("a") as A, tag("b") as B: print(A, B); 1 / 0
with contextlib.ExitStack() as st:
    for n in "xy": st.enter_context(tag(n))
    st.callback(print, "cb")
with contextlib.suppress(KeyError): {}["q"]
@tag("deco")
def f(): print("in f")
f(); f()
print(next((x for x in range(10) if x > 20), "none"), all(x < 5 for x in range(5)), any([]), min((x for x in [3, 1]), default=0), max([], default="d"))
gen = (x for x in range(3)); print(gen.gi_running, next(gen), list(gen), type(gen).__name__)
def f2():
    x = yield
    while True: x = yield x * 2
c = f2(); next(c); c.send(1); print([c.send(i) for i in range(3)])
try: (lambda: (yield))().send(1)
except TypeError as e: print(e)
def r(): yield; raise StopIteration("bad")
try: list(r())
except RuntimeError as e: print(e, repr(e.__cause__))
print([*map(lambda a, b: a + b, [1, 2], [10, 20, 30])], list(zip(*[(1, "a"), (2, "b")])), list(zip([1], [2], strict=True)))
try: list(zip([1, 2], [1], strict=True))
except ValueError as e: print(e)
