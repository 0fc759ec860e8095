import operator as o
for n in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor", "lshift", "rshift", "lt", "le", "eq", "ne", "gt", "ge", "is_", "is_not", "concat", "contains", "countOf", "indexOf", "matmul", "iadd", "isub", "imul"):
    f = getattr(o, n)
    out = []
    for a, b in ((7, 2), ([1, 2], 2), ("ab", "b"), ([1], [1])):
        try:
            out.append(f(a[:] if isinstance(a, list) else a, b))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    print(n, out)
print(o.neg(5), o.pos(-5), o.not_(0), o.truth([]), o.inv(5), o.invert(0), o.abs(-3), o.index(True), o.getitem([1, 2], 1), o.length_hint([1]), o.is_(None, None))
l = [1, 2]
print(o.iadd(l, [3]), l, o.setitem(l, 0, 9), l, o.delitem(l, 0), l, o.iconcat(l, [5]), o.ior({1}, {2}))
ig, ag, mc = o.itemgetter(1), o.attrgetter("real"), o.methodcaller("upper")
print(ig("abc"), ig([1, 2]), o.itemgetter(0, 2)("abc"), o.itemgetter("k")({"k": 5}), o.itemgetter(slice(1, 3))("abcd"), ag(5), o.attrgetter("real", "imag")(2j), o.attrgetter("__class__.__name__")(5), mc("a"), o.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(ig, ag, mc, o.itemgetter(1, 2), o.attrgetter("a.b", "c"), o.methodcaller("f", 1, k=2), o.call(max, 3, 4))
for f in (lambda: ig([]), lambda: ag("a"), lambda: mc(5), lambda: o.itemgetter(), lambda: o.attrgetter(5), lambda: o.attrgetter("x.y")(5), lambda: o.methodcaller(5), lambda: o.add(1), lambda: o.indexOf([1], 2), lambda: o.index(1.5), lambda: o.concat(1, 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(sorted([(1, "b"), (0, "c")], key=o.itemgetter(1)), list(map(o.mul, [1, 2], [3, 4])), o.__add__ is o.add, max({"a": 1, "b": 5}.items(), key=o.itemgetter(1)))
