if (n := 10) > 5:
    print(n)
print([y := 5, y ** 2], (z := 3) + z, [w for v in range(5) if (w := v * 2) > 3], w)
while (line := next(it := iter([]), None)) is not None:
    pass
print(line)
data = iter([1, 2, 0, 3])
total = 0
while (v := next(data)):
    total += v
print(total, v)


def f(x):
    return (a := x + 1) * a


print(f(2), any((hit := c) in "aeiou" for c in "xyzebc"), hit)


def g():
    r = [last := i for i in range(4)]
    return r, last


print(g())


def h():
    def k():
        nonlocal m
        return [m := m + i for i in range(3)]
    m = 1
    k()
    return m


print(h(), f"{(q := 7)}", f"{q:=5}", (lambda: (p := 1, p + 1))(), {(d := "k"): d}, (e := 1, 2), e)
print(x := 5, (x, y := 3)[0])
print((lambda x: (x := x + 1))(4), x)
l = [0, 1, 2]
print(l[(i := 1)], i, l[(i := i + 1):], not (j := 0), j)
for src in ("x := 5", "(a.b := 5)", "(a[0] := 5)", "[i := 0 for i in range(3)]", "def f(x=y:=1): pass", "f(x:=1, y=(z:=2), w:=3) if 0 else None", "class A:\n [b := 1 for _ in [1]]", "[x for x in (y := [1])]", "(x := 1, y := 2)", "x = y := 1", "(None := 1)", "lambda: x := 1", "[[(j := j) for i in range(2)] for j in range(2)]", "f((a := 1))"):
    try:
        compile(src, "<s>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        print(repr(src), e.msg)
