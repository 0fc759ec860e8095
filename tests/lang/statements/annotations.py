x: int = 5
y: "forward"
z: list[int] = []
(w): str = "paren"
x.real if False else None
class C:
    a: int = 1
    b: str
    c: "X" = None
    def f(self, p: int, q: "str" = "d", *args: float, k: bool, **kw: dict) -> None:
        local: undefined_name_is_fine = 1
        other: int
        return local


print(__annotations__, C.__annotations__, C.f.__annotations__, C().f(1, k=2), hasattr(C, "b"))
try:
    y
except NameError as e:
    print(e)
d = {}
d["k"]: int = 3
o = C()
o.attr: str = "v"
print(d, o.attr, "o.attr" in __annotations__)


def f():
    v: int
    try:
        v
    except UnboundLocalError as e:
        print(e)
    u: int = 5
    return u


print(f(), f.__annotations__)
def g(a: print("ann evaluated"), b: 1 + 1 = 2): pass
print(g.__annotations__)
def order(v):
    print("eval", v, end=" ")
    return v
q: order("ann") = order("val")
d[order("idx")]: order("ann2") = order("val2")
print()
f2 = lambda a: a
print(f2.__annotations__, (lambda: 0).__annotations__)
for src in ("x: int: str", "f(): int", "5: int", "a, b: int", "(a, b): int", "[a]: int", "x: int = 1 = 2", "def f(a: int: str): pass", "lambda a: int: a", "global x; x: int = 1", "def f():\n global x\n x: int = 1", "def f(x):\n x: int", "for x: int in y: pass", "x: yield"):
    try:
        compile(src, "<s>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        print(repr(src), e.msg)
