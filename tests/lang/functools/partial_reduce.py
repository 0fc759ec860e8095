from functools import partial, reduce, partialmethod
import operator
def f(*a, **k): return a, k
p = partial(f, 1, x=2)
print(p(), p(3), p(x=5), p(4, y=6), p.func is f, p.args, p.keywords, partial(p, 7, y=8)(), partial(p, 7).args)
p.attr = 1
print(p.__dict__, partial(int, base=16)("ff"), partial(print, "a", end="!\n")("b"), list(map(partial(pow, 2), range(4))), sorted([3, -1], key=partial(operator.mul, -1)))
print(reduce(operator.add, [1, 2, 3]), reduce(operator.add, [], 5), reduce(operator.add, [1], 5), reduce(lambda a, b: a * 10 + b, [1, 2, 3]), reduce(max, [3, 9, 2]), reduce(lambda a, b: b, "xyz"), reduce(f, [1]))
for g in (lambda: partial(), lambda: partial(5), lambda: reduce(operator.add, []), lambda: reduce(operator.add, 5), lambda: reduce(operator.add, [1, "a"]), lambda: partial(len)(), lambda: reduce(5, [1, 2]), lambda: p.nope):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
class C:
    def m(self, a, b): return self.v, a, b
    pm = partialmethod(m, 10)
    v = 1
    q = partial(f, "q")
print(C().pm(20), C().pm(b=5), C().q(1), C.q())
print(repr(partial(len, 1)), partial(f, *[1, 2], **{"z": 3})(4), partial(f, 1)(**{"k": 2}))
