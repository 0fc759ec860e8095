def e(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as x:
        print(type(x).__name__, x)


t = (3, 1, 2, 1)
print(t, (), (1,), (1, 2), ((1,), [2]), len(t), t[0], t[-1], t[1:], t[::-1], t[5:], t + (9,), t * 2, 0 * t, 1 in t, t.count(1), t.index(2), t.index(1, 2))
e(lambda: t[4])
e(lambda: t[-5])
e(lambda: t["a"])
e(lambda: t + [1])
e(lambda: t + 1)
e(lambda: t * 1.5)
e(t.index, 99)
e(t.index, 3, 1)
e(lambda: hash((1, [])))
e(lambda: t < 5)
e(lambda: t < (3, "a"))
e(lambda: t.x)
e(lambda: t.append(1))
e(lambda: t.__setitem__)
e(tuple, 5)
e(tuple, "abc")
e(tuple, [1, 2])
e(tuple, (i for i in range(3)))
e(tuple)
e(tuple, [1], [2])


def setit():
    t[0] = 1


def delit():
    del t[0]


e(setit)
e(delit)
m = ([1],)
try:
    m[0] += [2]
except TypeError as x:
    print(x, m)
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), (1, 2) == [1, 2], (1.0, 2) == (1, 2), () < (0,), (1, "a") != (1, "b"), (2,) > (1, 9))
print(hash(()), hash((1,)), hash((1, 2, 3)), hash((1, 2)) == hash((1.0, 2)), hash(("a", 1)), hash(((), ((),))), hash((-1, -2)), hash((2**70, 1.5, None is None)), hash(tuple(range(100))))
a = 1, 2
b = 1,
x, y = y0, z0 = a
print(a, b, x, y, y0, z0, tuple(a) is a, a[:] is a, a * 1 == a)
print([x for x in dir(tuple) if not x.startswith("_")], max(t), sorted(t), sum(t), min((2, 1), (1, 5)), dict([(1, 2)]), list(zip((1, 2), (3, 4))), [i for i in t], any(t), all(()), tuple(reversed(t)), (*t, *"ab"), "%s-%s" % (1, 2), str((1, "a")), repr(("é",)))
d = {(i, j): i * j for i in range(3) for j in range(3)}
print(d[1, 2], d[(2, 2)], (1, 1) in d, d.get((9, 9)), len(d), sum(k[0] * v for k, v in d.items()))
