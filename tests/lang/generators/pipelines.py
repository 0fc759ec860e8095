def read(lines):
    for l in lines:
        yield l.rstrip()
def grep(pat, lines): return (l for l in lines if pat in l)
def split(lines):
    for l in lines:
        yield from l.split()
def count(ws):
    c = {}
    for w in ws:
        c[w] = c.get(w, 0) + 1
        yield w, c[w]


text = ["the cat \n", "a dog\n", "the end of the line\n"]
print(list(count(split(grep("the", read(text))))), sum(1 for _ in split(read(text))))
def coroutine(f):
    def w(*a):
        g = f(*a)
        next(g)
        return g
    return w
out = []
@coroutine
def sink():
    while True:
        out.append((yield))
@coroutine
def filt(p, target):
    while True:
        v = yield
        if p(v):
            target.send(v)
@coroutine
def broadcast(*ts):
    while True:
        v = yield
        for t in ts:
            t.send(v)
b = broadcast(filt(lambda v: v % 2, sink()), filt(lambda v: v > 7, sink()))
for i in range(10):
    b.send(i)
print(out)
def sched(*tasks):
    q, log = list(tasks), []
    while q:
        t = q.pop(0)
        try:
            log.append(next(t))
            q.append(t)
        except StopIteration as e:
            log.append(("end", e.value))
    return log
def task(n, k):
    for i in range(k):
        yield n, i
    return n.upper()
print(sched(task("a", 2), task("b", 1), task("c", 3)))
def window(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            del buf[0]
print(list(window(range(5), 3)), [sum(w) for w in window([1, 4, 9, 16], 2)])
def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try:
                yield next(i)
            except StopIteration:
                its.remove(i)
print(list(interleave("abc", range(5), [9.5])))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
g = primes()
print([next(g) for _ in range(12)], next(p for p in g if p > 60))
def perms(l): return ([l[i]] + p for i in range(len(l)) for p in perms(l[:i] + l[i + 1:])) if l else iter([[]])
print(list(perms([1, 2, 3])))
def walk(d, path=()):
    for k, v in d.items():
        if isinstance(v, dict): yield from walk(v, path + (k,))
        else: yield "/".join(path + (k,)), v
print(dict(walk({"a": {"b": 1, "c": {"d": 2}}, "e": 3})))
