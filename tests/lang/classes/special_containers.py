class Seq:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if isinstance(i, slice):
            return ("slice", i.start, i.stop, i.step)
        if i >= self.n:
            raise IndexError(i)
        return i * i


s = Seq(5)
print(list(s), 9 in s, 10 in s, s[1:2], s[::-1], s[-1], list(reversed(s)), sum(s), max(s), [*s], tuple(s), sorted(s, reverse=True), dict(enumerate(s)), list(zip(s, s)), "".join(map(str, s)), bool(s), bool(Seq(0)), len(s), iter(s).__class__.__name__)
a, b, *c = s
print(a, b, c)


class OnlyGet:
    def __getitem__(self, i):
        if i == 3:
            raise StopIteration("stop in getitem")
        return "abc"[i]


print(list(OnlyGet()), "b" in OnlyGet())
try:
    len(OnlyGet())
except TypeError as e:
    print(e)
try:
    reversed(OnlyGet())
except TypeError as e:
    print(e)


class KeyErr:
    def __getitem__(self, i): raise KeyError(i)


try:
    list(KeyErr())
except KeyError as e:
    print("KeyError", e)


class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i


i = It()
print(list(i), list(i), 2 in It(), 9 in It())


class BadIter:
    def __iter__(self): return 5
class BadIter2:
    __iter__ = None
    def __getitem__(self, i): return i
class NoNext:
    def __iter__(self): return self


for c in (BadIter, BadIter2, NoNext):
    for f in (lambda: iter(c()), lambda: [x for x in c()], lambda: 1 in c()):
        try:
            print(f())
        except TypeError as e:
            print(e)


class Contains:
    def __contains__(self, x): return x
    def __iter__(self): return iter([1])
class NoContains:
    __contains__ = None
    def __iter__(self): return iter([1])


print(5 in Contains(), 0 in Contains(), [] not in Contains())
try:
    1 in NoContains()
except TypeError as e:
    print(e)


class Rev:
    def __reversed__(self): return iter("rev")
class LenBad:
    def __len__(self): return self.v
print(list(reversed(Rev())))
l = LenBad()
for v in (2.5, -1, 2**70, True, "x", None):
    l.v = v
    try:
        print(len(l))
    except Exception as e:
        print(type(e).__name__, e)
class Hint:
    def __iter__(self): return iter(range(3))
    def __length_hint__(self): return self.h
h = Hint()
for v in (10, NotImplemented, -1, "a"):
    h.h = v
    try:
        print(list(h))
    except Exception as e:
        print(type(e).__name__, e)
class Del:
    def __delitem__(self, k): print("del", k)
    def __setitem__(self, k, v): print("set", k, v)
d = Del()
del d[1], d["a":"b"]
d[...] = d[()] = 1
try:
    d[0]
except TypeError as e:
    print(e)
