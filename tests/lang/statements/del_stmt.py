x = [1, 2, 3, 4, 5]
del x[0], x[-1]
print(x)
del x[:]
print(x)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
a = b = 1
del a, (b)
for n in ("a", "b"):
    print(n in globals())
c = e = f = 1
del (c, [e, f])
print("c" in globals(), "f" in globals())


class K:
    v = 1


k = K()
k.w = 2
del k.w
del K.v
print(hasattr(k, "w"), hasattr(K, "v"))


def fn():
    y = 1
    del y
    try:
        y
    except UnboundLocalError as e:
        print(e)
    y = 2
    return y


print(fn())


def cell():
    z = 1
    def g(): return z
    del z
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    z = 5
    return g()


print(cell())


def arg(p, *q, **r):
    del p, q, r
    return sorted(locals())


print(arg(1, 2, k=3))
for src in ("del nope", "del x9.y", "x = [1]; del x[5]", "x = {}; del x['k']", "x = (1,); del x[0]", "x = 'a'; del x[0]", "x = 5; del x.real", "x = 5; del x[0]", "del len", "x = [1, 2]; del x[::0]", "x = {1}; del x[0]", "def f():\n    del q\nf()", "def f():\n    del q\n    q = 1\nf()"):
    try:
        exec(src)
    except Exception as e:
        print(type(e).__name__, e)
for src in ("del 5", "del f()", "del a + b", "del None", "del (a, 5)", "del a.b()", "del", "del *a", "del [x for x in y]", "del a if b else c", "del {}", "del 'a'"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        print(src, "->", e.msg)
del ()
del []
for i in range(3):
    del i
