class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self):
        n = self.n
        while n:
            yield n
            n -= 1
    def __reversed__(self): return iter(range(1, self.n + 1))
    def __len__(self): return self.n
    def __contains__(self, x): return isinstance(x, int) and 0 < x <= self.n
    def __getitem__(self, i): return self.n - i


c = Countdown(4)
print(list(c), list(c), list(reversed(c)), len(c), 3 in c, 9 in c, c[1], sorted(c), sum(c), max(c), dict(zip(c, "abcd")), *c)
a, *b = c
print(a, b, [x * y for x in c for y in c if x < y], {x: list(Countdown(x)) for x in c})


class Peek:
    def __init__(self, it): self.it, self.buf = iter(it), []
    def __iter__(self): return self
    def __next__(self): return self.buf.pop() if self.buf else next(self.it)
    def peek(self, default=None):
        if not self.buf:
            try:
                self.buf.append(next(self.it))
            except StopIteration:
                return default
        return self.buf[-1]


p = Peek([1, 2, 3])
print(p.peek(), next(p), p.peek(), list(p), p.peek("end"), next(p, "done"))


class Fib:
    def __init__(self): self.a, self.b = 0, 1
    def __iter__(self): return self
    def __next__(self):
        r = self.a
        if r > 100:
            raise StopIteration
        self.a, self.b = self.b, self.a + self.b
        return r


f = Fib()
for v in f:
    if v > 10:
        break
print(v, list(f), list(f))
class Restart:
    def __iter__(self): return iter([1, 2])
r = Restart()
print([(i, j) for i in r for j in r], list(map(lambda a, b: a + b, r, r)), 2 in r, list(zip(r, r)))
class Weird:
    def __next__(self): return 1
    def __iter__(self): return [7, 8].__iter__()
print(list(Weird()), next(Weird()))
def take(n, it):
    out = []
    for x in it:
        if len(out) == n:
            break
        out.append(x)
    return out
print(take(3, iter(int, 1)), take(2, "abc"), take(5, {1: 2}))
