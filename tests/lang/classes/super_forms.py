class A:
    def m(self, x=0):
        return ("A.m", x)

    @classmethod
    def c(cls):
        return ("A.c", cls.__name__)

    @staticmethod
    def s():
        return "A.s"

    @property
    def p(self):
        return "A.p"

    def __getitem__(self, k):
        return ("item", k)

    attr = "A.attr"


class B(A):
    def m(self, x=0):
        def nested():
            return super(B, self).m(x + 1)
        return super().m(x), nested(), (lambda: super(B, self).m(9))()

    @classmethod
    def c(cls):
        return super().c()

    @staticmethod
    def s():
        return super(B, B).s()

    @property
    def p(self):
        return "B" + super().p

    def get(self):
        return super().attr, super().__getitem__(3), super().__class__ is super, __class__.__name__

    def __getattr__(self, n):
        return "dyn " + n

    def missing(self):
        return super().nope

    def gen(self):
        yield super().m(1)

    def comp(self):
        return [super(B, self).m(i) for i in range(2)]


b = B()
print(b.m(), b.c(), B.c(), b.s(), b.p, b.get(), b.other, list(b.gen()), b.comp())
try:
    b.missing()
except AttributeError as e:
    print(e)


class C(B):
    pass


print(C().c(), C().m(5), repr(super(B, b)).startswith("<super: <class 'B'>, <B object>>"))
s = super(C, C())
print(s.m(2), s.p, s.__thisclass__, s.__self_class__)


class NoArgs:
    def f():
        super().x

    def g(*args):
        return super().__repr__ is not None

    def h(self):
        self = None
        return super().__init__()


for f in (NoArgs.f, lambda: NoArgs().g(), lambda: NoArgs().h()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)

    def update(self, *a, **k):
        for kk, v in dict(*a, **k).items():
            self[kk] = v


d = D()
d["a"] = 1
d.update(b=2)
print(d)


class I(int):
    def __new__(cls, v):
        return super().__new__(cls, v * 2)

    def __add__(self, o):
        return super().__add__(o) + 1000


print(I(5), I(5) + 1)


def outside(self):
    return super(B, self).m()


B.late = outside
print(b.late())
