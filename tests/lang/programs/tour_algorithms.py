# discrete event simulation, LRU, trie, matrix, tokenizer+parser+VM, graph search, bank, game of life, knapsack
import heapq, collections, itertools, math, random
class Event:
    __slots__ = ("t", "seq", "fn", "args")
    _c = itertools.count()
    def __init__(s, t, fn, *args): s.t, s.fn, s.args, s.seq = t, fn, args, next(Event._c)
    def __lt__(s, o): return (s.t, s.seq) < (o.t, o.seq)
class Sim:
    def __init__(s): s.q, s.now, s.log = [], 0.0, []
    def at(s, dt, fn, *a): heapq.heappush(s.q, Event(s.now + dt, fn, *a))
    def run(s, until):
        while s.q and s.q[0].t <= until:
            e = heapq.heappop(s.q); s.now = e.t; e.fn(s, *e.args)
def arrive(s, n):
    s.log.append((round(s.now, 2), "in", n))
    if n < 8: s.at(1.3, arrive, n + 1)
    s.at(2.0, lambda s, m: s.log.append((round(s.now, 2), "out", m)), n)
s = Sim(); s.at(0, arrive, 0); s.run(9); print(s.log, len(s.q))
class LRU(collections.OrderedDict):
    def __init__(s, n): super().__init__(); s.n = n
    def __getitem__(s, k): v = super().__getitem__(k); s.move_to_end(k); return v
    def __setitem__(s, k, v):
        super().__setitem__(k, v)
        if len(s) > s.n: s.popitem(last=False)
c = LRU(2); c["a"] = 1; c["b"] = 2; c["a"]; c["c"] = 3; print(list(c), c)
class Trie:
    def __init__(s): s.ch, s.end = {}, False
    def add(s, w):
        for x in w: s = s.ch.setdefault(x, Trie())
        s.end = True
    def words(s, pre=""):
        if s.end: yield pre
        for k in sorted(s.ch): yield from s.ch[k].words(pre + k)
t = Trie(); [t.add(w) for w in "to tea ten i in inn".split()]; print(list(t.words()))
class Mat:
    def __init__(s, rows): s.r = [list(r) for r in rows]
    def __matmul__(s, o): return Mat([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.r)] for r in s.r])
    def __pow__(s, n):
        out = Mat([[int(i == j) for j in range(len(s.r))] for i in range(len(s.r))])
        while n:
            if n & 1: out = out @ s
            s = s @ s; n >>= 1
        return out
    def T(s): return Mat(zip(*s.r))
    def __eq__(s, o): return s.r == o.r
    def __str__(s): return "\n".join(" ".join(f"{x:>4}" for x in r) for r in s.r)
m = Mat([[1, 1], [1, 0]]); print((m ** 50).r, m.T() == m); print(Mat([[1, 20], [300, 4]]))
def tokens(src):
    i = 0
    while i < len(src):
        ch = src[i]
        if ch.isspace(): i += 1
        elif ch.isdigit():
            j = i
            while j < len(src) and (src[j].isdigit() or src[j] == "."): j += 1
            yield "num", float(src[i:j]) if "." in src[i:j] else int(src[i:j]); i = j
        elif ch.isalpha():
            j = i
            while j < len(src) and src[j].isalnum(): j += 1
            yield "id", src[i:j]; i = j
        else: yield "op", ch; i += 1
    yield "end", None
class Parser:
    PREC = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
    def __init__(s, src): s.t = list(tokens(src)); s.i = 0
    def peek(s): return s.t[s.i]
    def take(s): s.i += 1; return s.t[s.i - 1]
    def expr(s, p=0):
        k, v = s.take()
        if k == "num": left = ("n", v)
        elif k == "id":
            if s.peek() == ("op", "("):
                s.take(); args = []
                while s.peek() != ("op", ")"):
                    args.append(s.expr())
                    if s.peek() == ("op", ","): s.take()
                s.take(); left = ("call", v, args)
            else: left = ("v", v)
        elif v == "(": left = s.expr(); s.take()
        elif v == "-": left = ("neg", s.expr(3))
        else: raise SyntaxError(f"unexpected {v!r}")
        while s.peek()[0] == "op" and (q := s.PREC.get(s.peek()[1], 0)) > p:
            op = s.take()[1]; left = (op, left, s.expr(q - (op == "^")))
        return left
OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": lambda a, b: a ** b}
def ev(n, env):
    k = n[0]
    if k == "n": return n[1]
    if k == "v": return env[n[1]]
    if k == "neg": return -ev(n[1], env)
    if k == "call": return getattr(math, n[1])(*(ev(a, env) for a in n[2]))
    return OPS[k](ev(n[1], env), ev(n[2], env))
for src in ("1+2*3", "-(2+x)^2", "2^3^2", "sqrt(16)+max1*0", "hypot(3,4)/2", "10-4-3", "(1"):
    try: print(src, "=", ev(Parser(src).expr(), {"x": 3, "max1": 5}))
    except Exception as e: print(src, type(e).__name__, e)
G = {"A": {"B": 7, "C": 3}, "B": {"D": 2}, "C": {"B": 1, "D": 8}, "D": {}}
def dijkstra(g, s):
    dist, q, prev = {s: 0}, [(0, s)], {}
    while q:
        d, u = heapq.heappop(q)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if (nd := d + w) < dist.get(v, math.inf): dist[v] = nd; prev[v] = u; heapq.heappush(q, (nd, v))
    return dist, prev
print(dijkstra(G, "A"))
def topo(g):
    ind = collections.Counter(v for u in g for v in g[u]); q = collections.deque(sorted(u for u in g if not ind[u])); out = []
    while q:
        u = q.popleft(); out.append(u)
        for v in g[u]:
            ind[v] -= 1
            if not ind[v]: q.append(v)
    return out
print(topo(G))
def life(cells):
    n = collections.Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
g = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(20): g = life(g)
print(sorted(g))
def knap(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
    return best[cap]
print(knap([(1, 1), (3, 4), (4, 5), (5, 7)], 7), knap([(random.Random(i).randint(1, 20), i) for i in range(30)], 60))
def queens(n):
    def place(row, cols, d1, d2):
        if row == n: yield []; return
        for c in range(n):
            if not (cols >> c & 1 or d1 >> (row + c) & 1 or d2 >> (row - c + n) & 1):
                for rest in place(row + 1, cols | 1 << c, d1 | 1 << row + c, d2 | 1 << row - c + n): yield [c] + rest
    return place(0, 0, 0, 0)
print(sum(1 for _ in queens(6)), next(queens(8)))
def lcs(a, b):
    t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1): t[i][j] = t[i-1][j-1] + 1 if x == y else max(t[i-1][j], t[i][j-1])
    out, i, j = [], len(a), len(b)
    while i and j:
        if a[i-1] == b[j-1]: out.append(a[i-1]); i -= 1; j -= 1
        elif t[i-1][j] >= t[i][j-1]: i -= 1
        else: j -= 1
    return "".join(reversed(out))
print(lcs("AGGTABXYZ", "GXTXAYBZ"))
class Bank:
    class Insufficient(Exception):
        def __init__(s, need, have): super().__init__(f"need {need}, have {have}"); s.need = need
    def __init__(s): s.acc = collections.defaultdict(int); s.hist = []
    def __enter__(s): s._snap = dict(s.acc); return s
    def __exit__(s, t, v, tb):
        if t: s.acc = collections.defaultdict(int, s._snap); s.hist.append(("rollback", str(v)))
        return t is not None and issubclass(t, Bank.Insufficient)
    def move(s, a, b, n):
        if s.acc[a] < n: raise Bank.Insufficient(n, s.acc[a])
        s.acc[a] -= n; s.acc[b] += n
b = Bank(); b.acc["x"] = 100
with b: b.move("x", "y", 30); b.move("y", "z", 10)
with b: b.move("x", "y", 50); b.move("x", "y", 50)
print(dict(b.acc), b.hist)
