# Iterators over built-in containers, over each other, over iterators written in Python, and changed
# while they run.
import itertools as it


class Odd:
    def __init__(self, n): self.n = n
    def __bool__(self):
        print("bool", self.n, end=" ")
        return self.n % 2 == 1
    def __repr__(self): return f"Odd({self.n})"
    def __radd__(self, o): return o + self.n
    __add__ = __radd__


class It:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i


def gen(n):
    for x in range(n):
        yield x


def identity(xs):
    for x in xs:
        yield x


L = [1, 2, 3]
print(list(it.chain(L, (4, 5), "ab", range(2), {7: 8}, {9}, It(2), gen(2), [], {1: 2}.items(), identity(L), it.chain(L, L), it.repeat(0, 2))))
print(list(it.chain.from_iterable([L, "x", []])), list(it.chain.from_iterable(gen2 for gen2 in (L, "y"))), list(it.chain()), list(it.chain([])))
for make in (lambda: L, lambda: tuple(L), lambda: range(5), lambda: "abcde", lambda: It(6), lambda: gen(6), lambda: identity([9, 8, 7, 6]), lambda: it.count(3), lambda: it.chain(L, L), lambda: dict.fromkeys(L)):
    print([list(it.islice(make(), *a)) for a in ((2,), (0,), (1, 3), (0, 6, 2), (2, None, 3), (5, 5))if a[-1] is not None and (a[1:] == () or a[1] is not None) or not isinstance(make(), it.count)])
print(list(zip(L, it.count(), it.repeat("r"))), list(zip(it.count(10), "ab")), list(zip(it.islice(it.count(), 3), it.cycle("xy"))))
print(list(it.accumulate([1, 2.5, True])), list(it.accumulate(range(6))), list(it.accumulate([1, Odd(5), 3])), list(it.accumulate("abc")), list(it.accumulate([2**62, 2**62, 1])))
print(list(it.pairwise(range(4))), list(it.pairwise([1])), list(it.pairwise(gen(3))), list(it.batched(range(7), 3)), list(it.batched(gen(4), 2)), list(it.batched("abc", 5)))
print(list(it.compress("abcdef", [1, 0, 1, 0, 1])), list(it.compress([1, 2], [1, 1, 1])), list(it.compress("abc", [Odd(1), Odd(2), Odd(3)])), list(it.compress(gen(5), [0, 1, 0, 1])))
print(list(filter(None, [0, 1, "", "x", None, 2.0, [], [0]])), list(filter(None, range(3))), list(filter(None, "a b")), list(filter(None, [Odd(1), Odd(2), 0, Odd(3)])), list(filter(None, gen(3))), list(filter(None, {0: 1, 5: 2})))
print(list(it.filterfalse(None, [0, 1, "", Odd(2), Odd(3)])), list(it.filterfalse(None, range(3))))
print(list(it.zip_longest("ab", range(4), fillvalue="-")), list(it.zip_longest(gen(2), L)), list(it.zip_longest([], [])), list(it.zip_longest(it.islice(it.count(), 2), [1, 2, 3])))
a, b, c = it.tee(iter(L), 3)
print(next(a), next(a), list(b), next(c), list(a), list(c))
a, b = it.tee(gen(4))
print(next(a), next(b), next(b), list(a), list(b))
l = [1, 2]
c = it.chain(l, [10])
out = []
for x in c:
    out.append(x)
    if len(l) < 5:
        l.append(x * 2)
print(out)
d = {1: 1, 2: 2}
for make in (lambda: it.chain(d, [5]), lambda: identity(d), lambda: it.islice(d, 5), lambda: map(str, d), lambda: zip(d, L), lambda: it.pairwise(d), lambda: (k for k in d)):
    i = make()
    print(next(i), end=" ")
    d[len(d) + 1] = 0
    try:
        print(list(i))
    except RuntimeError as e:
        tb, n = e.__traceback__, 0
        while tb:
            tb, n = tb.tb_next, n + 1
        print(e, n)
i = identity([1, 2, 3])
print(next(i), next(i), i.gi_frame.f_locals["x"], i.gi_running, next(i, "end"), next(i, "end"), i.gi_frame)
i = identity([1, 2, 3])
next(i), next(i)
try:
    i.throw(KeyError("thrown"))
except KeyError as e:
    print(e, list(i))
i = it.count(2**47 - 2)
print([next(i) for _ in range(4)], i, [x for x, _ in zip(it.count(2**63 - 1), "ab")], it.count(5), next(it.count(1.5)), it.repeat(3, 2))
r = it.repeat("z", 3)
print(next(r), repr(r), r.__length_hint__(), next(r), next(r), repr(r), next(r, None), r.__length_hint__())
print(sum(it.chain(L, L)), max(it.chain([3], [9, 1])), sorted(it.chain("ba", "c")), set(it.islice(it.cycle(L), 7)), "".join(it.chain("ab", "cd")), dict(zip("ab", it.count())))
total = 0
for rounds in range(40):
    for x in it.islice(it.chain(L, range(rounds), L), 1, None, 2):
        total += x
    for x, y in zip(it.count(rounds), it.accumulate(range(rounds))):
        total += x * y
    for x in it.compress(it.chain(L, L), it.cycle([1, 0])):
        total += x
print(total)
print(list(map(int, it.islice(["1", "2", "x"], 2))), list(map(str, it.chain(L, "a"))))
try:
    list(map(int, ["1", "2", "x"]))
except ValueError as e:
    print(e)
