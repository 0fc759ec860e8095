class Trie:
    def __init__(self): self.kids, self.end = {}, False
    def add(self, w):
        n = self
        for c in w:
            n = n.kids.setdefault(c, Trie())
        n.end = True
    def words(self, pre=""):
        if self.end:
            yield pre
        for c in sorted(self.kids):
            yield from self.kids[c].words(pre + c)
    def find(self, pre):
        n = self
        for c in pre:
            if c not in n.kids:
                return []
            n = n.kids[c]
        return list(n.words(pre))


t = Trie()
for w in "car cart care cat dog do done".split():
    t.add(w)
print(list(t.words()), t.find("car"), t.find("do"), t.find("x"))


class UF:
    def __init__(self, n): self.p, self.n = list(range(n)), n
    def find(self, x):
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.p[a] = b
            self.n -= 1
        return a != b


u = UF(50)
print(sum(u.union(i, (i * 7 + 3) % 50) for i in range(40)), u.n, u.find(0) == u.find(3))


class LRU:
    def __init__(self, cap): self.cap, self.d, self.hits = cap, {}, 0
    def get(self, k, make):
        if k in self.d:
            self.hits += 1
            self.d[k] = self.d.pop(k)
        else:
            if len(self.d) >= self.cap:
                del self.d[next(iter(self.d))]
            self.d[k] = make(k)
        return self.d[k]


c = LRU(4)
print(sum(c.get(i * i % 11, lambda k: k * 2) for i in range(300)), c.hits, list(c.d))
class Ring:
    def __init__(self, n): self.b, self.i, self.n = [None] * n, 0, 0
    def push(self, v):
        self.b[self.i % len(self.b)] = v
        self.i += 1
        self.n = min(self.n + 1, len(self.b))
    def __iter__(self):
        for k in range(self.i - self.n, self.i):
            yield self.b[k % len(self.b)]
r = Ring(5)
for i in range(13):
    r.push(i)
print(list(r), sum(r))
class Vec(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __add__(self, o): return Vec(*(x + y for x, y in zip(self, o)))
    def __mul__(self, k): return Vec(*(x * k for x in self)) if not isinstance(k, Vec) else sum(x * y for x, y in zip(self, k))
    __rmul__ = __mul__
    def __abs__(self): return (self * self) ** 0.5
print(Vec(1, 2) + Vec(3, 4), 2 * Vec(1, 2), Vec(3, 4) * Vec(1, 1), abs(Vec(3, 4)), sum([Vec(1, 1), Vec(2, 2)], Vec(0, 0)), Vec(1, 2) == (1, 2))
