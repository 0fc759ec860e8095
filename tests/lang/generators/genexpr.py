g = (i * i for i in range(4))
print(next(g), list(g), list(g), type(g).__name__, g.__name__)
x = 10
print(list(x for x in range(3)), x, sum(i for i in range(5)), sorted(c for c in "bca"), list((i, j) for i in range(2) for j in range(i, 2)), "".join(c.upper() for c in "ab" if c != "a"))


def src():
    print("src", end=" ")
    return [1, 2]


y = (print("body", v) or v for v in src())
print("made")
print(list(y))
k = 5
late = (k for _ in range(2))
k = 6
print(list(late))
try:
    (i for i in 5)
except TypeError as e:
    print(e)
try:
    (i for i in nope)
except NameError as e:
    print(e)
ok = (j for i in range(2) for j in nope)
try:
    next(ok)
except NameError as e:
    print(e)
print(list(ok))


def f():
    a = [1, 2, 3]
    return list(v + n for v in a for n in a if v < n), any(v == 2 for v in a), all(v for v in a), dict((v, [w for w in a if w > v]) for v in a)


print(f())
it = iter(range(10))
print([(a, b) for a, b in zip(it, it)], list(next(z) for z in [iter("ab")] * 2))
print(max((len(w), w) for w in "a bbb cc".split()), min((abs(v - 3), v) for v in (1, 5, 4)), set(v % 3 for v in range(9)), (lambda: list(i for i in range(2)))())
print(list(lst for lst in ([] for _ in range(2))), sum(sum(r) for r in ((i * j for j in range(3)) for i in range(3))), list((yield_ for yield_ in "q")), list(a if a else "none" for a in (0, 1)))
def outer(n):
    return (lambda: (n, i) for i in range(2))
print([h() for h in outer(9)], [h() for h in list(outer(9))])
print(list((a := i, a + 1) for i in range(2)), a)
try:
    list((i for i in range(3) if 1 // (i - 1)))
except ZeroDivisionError as e:
    print(e)
gg = (i for i in [1, 2])
gg2 = (i + 1 for i in gg)
print(next(gg2), next(gg), list(gg2))
m = [1, 2, 3]
gm = (v for v in m)
m.append(4)
print(list(gm))
m2 = (v for v in m)
m = []
print(list(m2))
