# Classes that died must not be visited when a base class changes.
import gc


class Base:
    factor = 1

    def value(self):
        return self.factor


class Other:
    pass


def subclass(i):
    class Sub(Base, Other):
        number = i

    return Sub


def churn(n):
    kept = [subclass(i) for i in range(n)][::50]
    gc.collect()
    filler = [[str(i)] * 3 for i in range(4000)]
    gc.collect()
    return kept, len(filler)


alive = []
for k in range(6):
    kept, n = churn(200)
    alive += kept
    Base.factor = k
    Base.value = lambda self, k=k: (k, self.factor)
    Other.mark = k
    print(n, [(c.number, c().value(), c.mark) for c in kept], len(alive))
    assert set(alive) <= set(Base.__subclasses__()) and set(alive) <= set(Other.__subclasses__())
del alive[:]
Base.__init__ = lambda self: None
print(subclass(7)().value())


class Third:
    pass


moved = [subclass(i) for i in range(5)]
for c in moved[:3]:
    c.__bases__ = (Third, Base)
print([c.__name__ for c in Third.__subclasses__()], [c.number for c in Third.__subclasses__()])
del c, moved
gc.collect()
Third.x = 1
Base.x = 2
print(subclass(1).x, Third.x)
