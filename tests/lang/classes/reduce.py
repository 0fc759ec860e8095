import copy
import copyreg


class P:
    def __init__(self, x): self.x = x


class S:
    __slots__ = ("a", "__b")
    def __init__(self): self.a, self.__b = 1, 2


class T(tuple):
    def __new__(cls, *items): return super().__new__(cls, items)
    def __getnewargs__(self): return tuple(self)


class D(dict): pass


class L(list): pass


class N:
    def __getnewargs_ex__(self): return (1,), {"k": 2}
    def __new__(cls, *a, **k):
        o = object.__new__(cls)
        o.seen = (a, k)
        return o


def show(parts):
    return [list(p) if hasattr(p, "__next__") else getattr(p, "__name__", p) for p in parts]


d = D(a=1)
d.extra = 5
print(show(P(3).__reduce_ex__(2)), show(S().__reduce_ex__(4)), show(T(1, 2).__reduce_ex__(2)), show(d.__reduce_ex__(2)), show(L([1, 2]).__reduce_ex__(3)), show(N().__reduce_ex__(2)))
print(show(P(3).__reduce__()), show(object().__reduce_ex__(2)))
print(P(1).__getstate__(), S().__getstate__(), object().__getstate__(), (5).__getstate__(), L().__getstate__())


class R:
    def __init__(self, v): self.v = v
    def __reduce__(self): return R, (self.v + 1,)


print(show(R(1).__reduce_ex__(2)), copy.copy(R(1)).v, copy.deepcopy(R(5)).v)
func, args, state, items, pairs = d.__reduce_ex__(2)
new = func(*args)
new.__dict__.update(state)
for k, v in pairs:
    new[k] = v
print(new, new.extra, type(new) is D, func is copyreg.__newobj__)
for call in (lambda: (i for i in ()).__reduce_ex__(2), lambda: P.__reduce_ex__(P(1), "x"), lambda: copyreg.pickle(int, 5)):
    try:
        print(call())
    except TypeError as e:
        print(e)
