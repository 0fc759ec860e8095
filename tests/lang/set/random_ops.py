# stress: skip
# Random operations on containers of ints, floats and tuples; what they print is folded to a number.
seed = 12345
fold = 0
lines = 0


def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n


def show(*args):
    global fold, lines
    for ch in repr(args):
        fold = (fold * 131 + ord(ch)) % (2**61 - 1)
    lines += 1
    if lines % 500 == 0:
        print(lines, fold)


def val():
    k = rnd(5)
    if k == 0:
        return rnd(10)
    if k == 1:
        return rnd(1000) - 500
    if k == 2:
        return (rnd(5), rnd(5))
    if k == 3:
        return rnd(2**20) * 2 ** rnd(70)
    return rnd(40) / 4


def make(n):
    s = set()
    for i in range(rnd(n)):
        s.add(val())
    for i in range(rnd(n // 2 + 1)):
        s.discard(val())
    return s


for r in range(120):
    a = make(60)
    b = make(60) if rnd(2) else make(8)
    show(a, b, a | b, a & b, a - b, a ^ b, a <= b, a < b, a == b, a.isdisjoint(b), a >= b)
    d = dict.fromkeys(b, 1)
    l = list(b)
    show(a.union(d), a.union(l), a.intersection(d), a.difference(d), a.difference(l))
    show(a.symmetric_difference(d), a.symmetric_difference(l), a.issubset(l), a.issuperset(l))
    show(d.keys() & a, d.keys() | a, d.keys() - a, a - d.keys(), d.keys() ^ a)
    show(d.items() & set(d.items()), l | d.keys(), d.keys() <= a, a > d.keys())
    c = set(a)
    c |= b
    show(c)
    c &= b
    show(c)
    c = set(a)
    c -= b
    show(c)
    c ^= b
    show(c)
    f = frozenset(a)
    show(f, f | b, f - b, hash(f), frozenset(l), set(f), set(d), frozenset(x for x in l))
    c = a.copy()
    out = []
    while len(c) > 3:
        out.append(c.pop())
    c.update(l, d)
    show(out, c)
    c.intersection_update(l, a)
    show(c)
    c.difference_update(a)
    show(c)
    c.symmetric_difference_update(l)
    show(c)


def index():
    return rnd(24) - 12


for r in range(600):
    l = list(range(rnd(12)))
    s = slice(rnd(3) and index() or None, rnd(3) and index() or None, [None, 1, 2, -1, -2, 3][rnd(6)])
    show(s, l[s], tuple(l)[s], range(len(l))[s], s.indices(len(l)))
    m = l[:]
    try:
        m[s] = ["a"] * rnd(5)
        show(m)
    except ValueError as e:
        show(str(e))
    m = l[:]
    del m[s]
    m.insert(index(), "x")
    show(m)
    try:
        show(m.index(rnd(10), index(), index()))
    except ValueError as e:
        show(str(e))
    x = [rnd(4) for _ in range(rnd(5))]
    y = [rnd(4) for _ in range(rnd(5))]
    show(x < y, x <= y, x == y, x > y, x >= y, tuple(x) < tuple(y), x + y, x * rnd(3), x.count(2))
d = {}
for r in range(2000):
    k = rnd(5)
    v = val()
    if k < 2:
        d[v] = r
    elif k == 2:
        d.pop(v, None)
    elif k == 3 and d and rnd(3) == 0:
        show(d.popitem())
    else:
        show(d.get(v), d.setdefault(v, r))
    if r % 50 == 0:
        show(d, list(reversed(d)))
for n in (2, 5, 20, 63, 64, 65, 130, 700):
    for kind in range(4):
        v = []
        for i in range(n):
            v.append([rnd(50), rnd(1000) / 7, "k" + str(rnd(60)), (rnd(5), str(rnd(9)))][kind])
        i = list(range(n))
        show(sorted(v), sorted(i, key=lambda j: v[j]), sorted(i, key=v.__getitem__, reverse=True))
mixed = [rnd(30) if rnd(2) else rnd(60) / 2 for _ in range(200)] + [2**70, -(2**70), True]
show(sorted(mixed), sorted(mixed, reverse=True))
for bad in ([3, "a", 1], [2, 1, 3, None, 0], [(1, "a"), (1, 2), (0, 1)], [5, 4, 3, "x", 9, 8]):
    try:
        bad.sort()
    except TypeError as e:
        print(e, bad)


class Key:
    compared = 0

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        Key.compared += 1
        return self.v < other.v


for n in (1, 2, 3, 13, 40, 63):
    keys = [Key(i * 7 % 13) for i in range(n)]
    print(n, [k.v for k in sorted(keys)][:5], Key.compared, [k.v for k in sorted(keys, reverse=True)][:5], Key.compared)
keys = [Key(rnd(97)) for i in range(700)]
ordered = sorted(keys, key=lambda k: k)
print(all(not b < a for a, b in zip(ordered, ordered[1:])), lines, fold)
