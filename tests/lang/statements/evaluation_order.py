def t(x, r=None):
    print(x, end=" ")
    return x if r is None else r


t(1) + t(2) * t(3) - t(4) ** t(5)
print()
[t(1), t(2), *[t(3)], t(4)]
{t("k1"): t("v1"), t("k2"): t("v2"), **{t("k3"): t("v3")}}
{t(1), t(2)}
(t(1), t(2))[t(0)]
print()
t("f", lambda *a, **k: None)(t(1), *t("s", [2]), k=t(3), **t("d", {"z": 1}))
t(0) and t(1) or t(2)
t(1) if t(0) else t(2)
not t(0)
print()
t("obj", [0, 1, 2])[t("a", 0):t("b", 2):t("c", 1)]
l = [0, 0]
t("l", l)[t("i", 0)] = t("rhs")
t("l1", l)[t("i1", 0)], t("l2", l)[t("i2", 1)] = t("r1"), t("r2")
print()
a = t("l3", l)[t("i3", 1)] = t("r3")
l[0] = 5
t("l4", l)[t("i4", 0)] += t("r4", 2)
print(l)


class O: pass


o = O()
t("o", o).x = t("val")
t("o", o).x += t("s", "z")
del t("o", o).x
del t("l", l)[t(0)]
print()
lambda q=t("default"): 0


@t("deco1", lambda f: print("apply1", end=" ") or f)
@t("deco2", lambda f: print("apply2", end=" ") or f)
def f(a: t("ann_a") = t("def_a"), *, k: t("ann_k") = t("def_k")) -> t("ret"): pass


print()
class K(t("base", object), metaclass=t("meta", type)):
    t("body")
    x: t("ann", int) = t("xval")
print()
for i in t("iter", [1, 2]):
    t("body")
else:
    t("else")
[t("e", x) for x in t("it", [1]) if t("if")]
{t("dk", k): t("dv", 1) for k in t("it2", [1])}
print()
t(1) < t(2) < t(3)
t(1) < t(0) < t(3)
assert t("assert"), t("msg")
print()
x = y = z = t("multi")
try:
    raise t("exc", KeyError("k")) from t("cause", ValueError("v"))
except t("match", KeyError):
    pass
f"{t('f1')}{t('f2'):{t('spec', '>3')}}"
with t("ctx", __import__("contextlib").nullcontext()) as t("d", o).attr:
    t("in with")
print()
t("s", slice(1))
(w := t("w")) + t("after")
print(t("arg1"), t("arg2"), sep=t("sep", "-"))
b = t("x", [1, 2, 3])
b[t("i", 0)], b[t("j", 1)] = b[t("k", 1)], b[t("m", 0)]
print(b)
def g():
    yield t("y1")
    r = t("before") , (yield t("y2"))
list(g())
print()
