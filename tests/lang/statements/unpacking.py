a, b = 1, 2
(c, d), e = [3, 4], 5
[f, *g] = "hello"
*h, i = range(3)
j, *k, l = (1, 2)
(m, [n, *o], *p) = 1, (2, 3, 4), 5, 6
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
q = r = s = []
t, = [9]
(u) = 5
[v] = {7}
() = []
[] = ()
print(q is s, t, u, v)
x = y = z = 0
x, y, z = z + 1, x + 2, y + 3
lst = [0, 0, 0]
idx = 0
idx, lst[idx] = 2, "at new idx"
lst[0], *lst[1:] = 7, 8, 9
print(x, y, z, lst, idx)


class O: pass


o = O()
o.a, (o.b, lst[0]) = 1, (2, 3)
print(o.__dict__, lst)
for w, (aa, *bb) in [(1, (2, 3, 4)), (5, "xy")]:
    print(w, aa, bb)
print([p + q for p, q in zip([1], [2])], {k: v for k, (v, *_) in {"a": "bc"}.items()})


def bad(src, val):
    try:
        exec(src, {"v": val})
    except Exception as e:
        print(type(e).__name__, e)


bad("a, b = v", [1])
bad("a, b = v", [1, 2, 3])
bad("a, b = v", 5)
bad("a, b = v", "abc")
bad("a, *b = v", [])
bad("a, *b, c = v", [1])
bad("a, *b, c, d = v", (1, 2))
bad("a, b = v", None)
bad("a, b = v", {1: 2})
bad("a, b, c = v", iter([1, 2]))
bad("() = v", [1])
bad("(a, b), c = v", [1, 2])
bad("[a] = v", [])
bad("a, b = v", (x for x in range(5)))


class It:
    def __iter__(self):
        yield 1
        raise KeyError("iter")


bad("a, b = v", It())
print([*range(2), *"ab"], (*[1], 2), {*[1], *[1, 2]}, {**{"a": 1}, "b": 2}, [*[], *()], *[1, 2], sep=",")
def ret(): return 1, *[2, 3]
print(ret(), (lambda: (yield 1, *[2]))().__next__())
for n in 1, *[2, 3]:
    print(n, end=" ")
a = b = [1]
a, b[0] = b, 5
print(a, b)
def swap(): return (yield)
x = [1, 2, 3]
x[0], x[1], x[2] = x[2], x[0], x[1]
i = 0
i, x[i], x[i + 1] = 1, "p", "q"
print(x)
