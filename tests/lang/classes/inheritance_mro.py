class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
class E(D): pass


print(E().f(), [k.__name__ for k in E.__mro__], E.mro() == list(E.__mro__), issubclass(E, A), issubclass(A, E), E.__bases__, E.__base__, super(D, E()).f(), super(B, E()).f(), B.f(E()))
try:
    class X(A, B): pass
except TypeError as e:
    print(e)
try:
    class X(A, A): pass
except TypeError as e:
    print(e)
try:
    class X(int, str): pass
except TypeError as e:
    print(e)
for base in (bool, type(None), type(lambda: 0), range, slice, type(...), type(NotImplemented)):
    try:
        type("X", (base,), {})
    except TypeError as e:
        print(e)
try:
    class X(5): pass
except TypeError as e:
    print(e)


class Base:
    def __init__(self, **k):
        self.k = k
        print("Base", k)
class M1(Base):
    def __init__(self, a=0, **k):
        super().__init__(**k)
        print("M1", a)
class M2(Base):
    def __init__(self, b=0, **k):
        super().__init__(**k)
        print("M2", b)
class Z(M1, M2):
    def __init__(self, **k):
        super().__init__(**k)
        print("Z")


Z(a=1, b=2, c=3)


class P:
    x = "P"
class Q(P): pass
class R(P):
    x = "R"
class S(Q, R): pass


print(S.x, S().x, S.__mro__[1:4])
P.new = 1
print(S.new)
Q.__bases__ = (R,)
print(Q.x, [c.__name__ for c in Q.__mro__], S.__mro__ == (S, Q, R, P, object))
print(isinstance(S(), (int, P)), issubclass(S, (str, R)), isinstance(1, int | str), issubclass(bool, int | None))
for f in (lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: issubclass(int, 5), lambda: isinstance(1, [int]), lambda: super().x, lambda: super(A, 5), lambda: super(5, A)):
    try:
        print(f())
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)
