a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, [*a, 5, *"xy"], [*[]], (*[],), {**{"a": 1}, **{"b": 2}}, {*()} == set(), [*range(3)], [*{"k": 1}], [*map(str, a)])
print(*a, *b, sep="-")
x = *a, 9
y, *z = *b, *a
print(x, y, z)
def f(*args, **kw): return args, kw
print(f(*a, 5, *b, k=1, **{"z": 2}), f(*"ab", **{}), f(*[*a], **{**{"q": 1}}))
for v in *a, *b: print(v, end=" ")
print([*(i for i in a)], {**dict(a=1), "b": 2, **dict(b=3)}, [[*a], [*b]], (lambda *p: p)(*a, *b))
for src in ("print(*)", "x = *a", "*a", "[*a for a in b]", "{**a for a in b}", "f(**a, *b)", "f(*a, b=1, *c)", "f(**a, b)", "del *a", "return_ = (*a)", "x = **a", "{*a: 1}", "{**a, *b}", "lambda *: 0", "lambda *a, *b: 0", "def f(**k, a): pass", "def f(*): pass", "def f(a, /, b, /): pass", "def f(*, **k): pass", "def f(/, a): pass"):
    try:
        compile(src, "<s>", "exec")
        print("ok", src)
    except SyntaxError as e:
        print(src, "->", e.msg)
