class Dog:
    def speak(self): return "woof"
class Cat:
    def speak(self): return "meow"
class Robot:
    def __getattr__(self, n): return lambda *a: f"{n}{a}"
class Module:
    speak = staticmethod(lambda: "static")
class Func:
    def __init__(self): self.speak = lambda: "instance"


print([x.speak() for x in (Dog(), Cat(), Robot(), Module(), Func())])


class Visitor:
    def visit(self, n):
        return getattr(self, "visit_" + type(n).__name__, self.generic)(n)
    def generic(self, n): return f"?{n!r}"
    def visit_int(self, n): return n + 1
    def visit_str(self, n): return n.upper()
    def visit_list(self, n): return [self.visit(x) for x in n]
    def visit_dict(self, n): return {self.visit(k): self.visit(v) for k, v in n.items()}


print(Visitor().visit([1, "a", [2.5, {"k": 3}], None, True]))


class Expr:
    def __init__(self, *a): self.a = a
    def __add__(self, o): return Add(self, lift(o))
    def __radd__(self, o): return Add(lift(o), self)
    def __mul__(self, o): return Mul(self, lift(o))
    __rmul__ = __mul__
    def __str__(self): return f"({f' {self.sym} '.join(map(str, self.a))})"
class Num(Expr):
    def ev(self, env): return self.a[0]
    def d(self, v): return Num(0)
    def __str__(self): return str(self.a[0])
class Var(Expr):
    def ev(self, env): return env[self.a[0]]
    def d(self, v): return Num(int(v == self.a[0]))
    def __str__(self): return self.a[0]
class Add(Expr):
    sym = "+"
    def ev(self, env): return sum(x.ev(env) for x in self.a)
    def d(self, v): return Add(*(x.d(v) for x in self.a))
class Mul(Expr):
    sym = "*"
    def ev(self, env): return self.a[0].ev(env) * self.a[1].ev(env)
    def d(self, v): return self.a[0].d(v) * self.a[1] + self.a[0] * self.a[1].d(v)
def lift(x): return x if isinstance(x, Expr) else Num(x)
x, y = Var("x"), Var("y")
e = 3 * x * x + 2 * y * x + 1
print(e, e.ev({"x": 2, "y": 5}), e.d("x"), e.d("x").ev({"x": 2, "y": 5}), e.d("y").ev({"x": 2, "y": 5}))
