import functools
import inspect


def plain(a, b: int = 2, *args, c, d="x", **kw) -> str: "doc"
def only(a, b=1, /, c=2, *, d): pass
def nothing(): pass


class C:
    def __init__(self, x, y=1): pass
    def m(self, z, *, k=None): pass
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(r, s=[]): pass
    def __call__(self, called, *rest): pass


class New:
    def __new__(cls, n: int, *rest): pass


class Plain: pass


class Sub(C): pass


@functools.wraps(plain)
def wrapped(*a, **k): return plain(*a, **k)


for f in (plain, only, nothing, C, C.m, C(1).m, C.cm, C.sm, C(1), New, Plain, Sub, wrapped, lambda x, *y: x, functools.partial(plain, 1), functools.partial(plain, b=5), functools.partial(only, 1, 2)):
    print(inspect.signature(f))
s = inspect.signature(plain)
for p in s.parameters.values():
    print(p.name, p.kind, p.kind.description, p.default is p.empty or p.default, p.annotation is p.empty or p.annotation, p, repr(p))
print(s, repr(s), s.return_annotation, list(s.parameters), s == inspect.signature(wrapped), hash(s) == hash(inspect.signature(plain)))
b = s.bind(1, 2, 3, 4, c=5, e=6)
print(b, b.args, b.kwargs, b.arguments)
b = s.bind(1, c=2)
print(b.arguments)
b.apply_defaults()
print(b.arguments, b.args, b.kwargs, s.bind_partial(), s.bind_partial(b=4))
for call in (lambda: s.bind(), lambda: s.bind(1), lambda: s.bind(1, a=2, c=3), lambda: inspect.signature(only).bind(a=1, d=2), lambda: inspect.signature(only).bind(1, 2, 3, 4, d=5), lambda: inspect.signature(nothing).bind(x=1), lambda: inspect.signature(5), lambda: inspect.Parameter("1x", inspect.Parameter.KEYWORD_ONLY), lambda: inspect.Signature([inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY), inspect.Parameter("b", inspect.Parameter.POSITIONAL_ONLY)])):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
new = s.replace(parameters=[p.replace(default=0) if p.name == "a" else p for p in s.parameters.values()], return_annotation=list[int])
print(new, s.parameters["a"].kind == inspect.Parameter.POSITIONAL_OR_KEYWORD, s.parameters["c"].kind > s.parameters["a"].kind)
print(inspect.getfullargspec(plain), inspect.getfullargspec(C.m).args, inspect.getfullargspec(only).kwonlyargs)


def typed(f):
    sig = inspect.signature(f)

    @functools.wraps(f)
    def w(*args, **kwargs):
        for name, value in sig.bind(*args, **kwargs).arguments.items():
            want = sig.parameters[name].annotation
            if isinstance(want, type) and want is not inspect.Parameter.empty and not isinstance(value, want):
                raise TypeError(f"{name} must be {want.__name__}")
        return f(*args, **kwargs)

    return w


@typed
def area(w: int, h: int = 2) -> int: return w * h


print(area(3), area(3, h=4), inspect.signature(area))
try:
    area("x")
except TypeError as e:
    print(e)
