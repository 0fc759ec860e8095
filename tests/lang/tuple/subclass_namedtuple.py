from collections import namedtuple


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)

    def __add__(self, o):
        return T(*self, *o)

    @property
    def first(self):
        return self[0]


t = T(1, 2)
t.x = 5
print(t, t + (3,), type(t + (3,)), t.first, t == (1, 2), hash(t) == hash((1, 2)), t.x, t[:1], type(t[:1]), type(t * 2), (0,) + t, {t: 1}[(1, 2)], len(t), 2 in t, T() == (), "%s %s" % t, isinstance(t, tuple), repr(T("a")), tuple(t) == t, type(tuple(t)))
a, b = t
print(a, b, *t)
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([3, 4]), p == (1, 2), hash(p) == hash((1, 2)), p + (3,), len(p), tuple(p), P.__name__, P.__doc__, P.x.__doc__)
x, y = p
print(x, y, max(P(1, 2), P(1, 3)), sorted([P(2, 1), P(1, 2)]), {p: 1}, P(x=1, y=[2]))
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: p.z, lambda: setattr(p, "x", 5), lambda: P._make([1]), lambda: p._replace(q=1), lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "class"), lambda: namedtuple("Q", "_a"), lambda: namedtuple("1Q", "a")):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
D = namedtuple("D", ["a", "b", "c"], defaults=[2, 3])
print(D(1), D._field_defaults, D(1, c=5), namedtuple("R", "a,class,a", rename=True)._fields)


class Q(namedtuple("Q", "re im")):
    __slots__ = ()

    def __abs__(self):
        return (self.re**2 + self.im**2) ** 0.5

    def __add__(self, o):
        return Q(self.re + o.re, self.im + o.im)


q = Q(3, 4)
print(q, abs(q), q + Q(1, 1), q.__class__.__mro__[1].__name__, q == (3, 4))
try:
    q.z = 1
except AttributeError as x:
    print(x)


class I(tuple):
    def __iter__(self):
        return iter("ij")

    def __getitem__(self, k):
        return k

    def __eq__(self, o):
        return True

    __hash__ = tuple.__hash__


i = I([1, 2])
print(list(i), i[5], i == 3, repr(i), i.count(1), [*i], i[1:2])
