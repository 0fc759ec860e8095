class C:
    def __call__(self, *a, **k): return a, k
    def __format__(self, s): return f"F[{s}]"
    def __str__(self): return "S"
    def __repr__(self): return "R"
    def __bytes__(self): return b"B"


c = C()
print(c(1, x=2), f"{c}", f"{c:x}", f"{c!s}", f"{c!r}", format(c), format(c, "q"), str(c), repr(c), [c], (c,), {c.__class__.__name__: c}, "%s %r" % (c, c), "{} {:5} {!r}".format(c, c, c), bytes(c), callable(c), list(map(c, [1, 2])))
print(c, C.__call__(c, 5), sorted([3, 1], key=lambda v: C()(v)[0][0]))


class NoStr:
    def __repr__(self): return "only repr"
class NoRepr:
    def __str__(self): return "only str"
class Fmt:
    def __format__(self, s): return 5
class StrSub(str): pass
class RetSub:
    def __str__(self): return StrSub("sub")


print(str(NoStr()), f"{NoStr()}", str(NoRepr()), str(RetSub()), type(str(RetSub())).__name__)
try:
    f"{Fmt()}"
except TypeError as e:
    print(e)
try:
    f"{NoStr():5}"
except TypeError as e:
    print(e)
c.__call__ = lambda: "instance call"
print(c(), c.__call__())
c.__str__ = lambda: "instance str"
print(str(c), c.__str__())
C.__str__ = lambda self: "patched"
print(str(c))


class Stateful:
    def __init__(self): self.n = 0
    def __call__(self):
        self.n += 1
        return self.n


s = Stateful()
print(s(), s(), s(), list(iter(s, 6)), s.n)


class NotCallable: pass


for f in (lambda: NotCallable()(), lambda: C.nope(), lambda: c.nope(), lambda: None.x(), lambda: print.y()):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)


class Deep:
    __call__ = C()


print(Deep()(7))


class CM:
    @classmethod
    def __call__(cls, x): return cls.__name__, x
    @staticmethod
    def __len__(): return 4
    @property
    def __contains__(self): return lambda x: x == "p"


print(CM()(3), len(CM()), "p" in CM(), "q" in CM())


class IntLike:
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 7
    def __bool__(self): return False
    def __hash__(self): return 9
    def __sizeof__(self): return 1


i = IntLike()
print(int(i), float(i), complex(i), bin(i), bool(i), hash(i), range(10)[i], "%d" % i, f"{int(i):03}", round(float(i)), "abcdefghi"[i], [0] * i)
for f in (lambda: "%x" % i, lambda: "%f" % i, lambda: "%c" % i, lambda: i + 1):
    try:
        print(f())
    except TypeError as e:
        print(e)
