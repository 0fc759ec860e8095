x = "outer"
print([x for x in range(3)], x)
print([(i, j) for i in range(3) for j in range(i)], [i for i in range(20) if i % 2 if i % 3], [[j for j in range(i)] for i in range(4)])
print({i: i * i for i in range(4)}, {i % 3 for i in range(10)}, list(i for i in "abc"), {k: v for k, v in [(1, 2), (1, 3)]}, [a + b for a, b in zip("ab", "cd")], [a for a, *b in [(1, 2, 3), (4,)]], [*range(3), *"ab"])
fs = [lambda: i for i in range(3)]
print([f() for f in fs], [f() for f in [lambda i=i: i for i in range(3)]])


class C:
    n = 3
    a = [n for _ in range(2)] if False else [i for i in range(n)]
    try:
        b = [n for _ in range(2)]
    except NameError as e:
        print(e)


print(C.a, hasattr(C, "i"), hasattr(C, "b"))


def f(n):
    return [n + i for i in range(n)], {n: i for i in range(2)}, sum(n * i for i in range(3)), [y := n, y + 1], [z := k for k in range(3)][-1] + z


print(f(3))


def g():
    i = "local"
    r = [i for i in range(2)]
    return i, r, [[i for i in range(k)] for k in range(3)], i


print(g())


def h():
    def inner():
        return [v + w for w in range(2)]
    v = 10
    return inner(), [inner() for v in range(2)], v


print(h())
total = 0
print([total := total + v for v in range(5)], total)
print(any((last := n) > 3 for n in range(10)), last)
try:
    [1 // k for k in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    [k for k in 5]
except TypeError as e:
    print(e)
print([locals() for q in [1]][0] if False else sorted(k for k in (lambda p: [p for _ in "a"] and locals())(3)))
gen = (print("iter", i) or i for i in range(2))
print("created")
print(list(gen), list(gen))
try:
    (v for v in undefined_name)
except NameError as e:
    print(e)
bad = (undefined_name for v in [1])
try:
    next(bad)
except NameError as e:
    print(e)
print([i if i % 2 else -i for i in range(5)], [lambda: 0][0](), [[] for _ in range(2)], [not i for i in (0, 1)], [(yield_ := i) for i in range(2)])
print({**{i: 1 for i in range(2)}, **{i: 2 for i in range(1, 3)}}, {*[1, 2], *{2, 3}}, (*[1], *(2,)), [*{"a": 1}], {(a, b) for a in "x" for b in "yz"} == {("x", "y"), ("x", "z")})
