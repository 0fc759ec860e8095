log = []


def op(name):
    def f(self, o):
        log.append(name)
        return f"{self.n}.{name}({getattr(o, 'n', o)})"
    return f


names = "add sub mul truediv floordiv mod pow matmul lshift rshift and or xor divmod".split()


class A:
    def __init__(self, n): self.n = n


for n in names:
    setattr(A, f"__{n}__", op(n))
    setattr(A, f"__r{n}__", op("r" + n))
a, b = A("a"), A("b")
print(a + b, a - 1, 2 * a, a / b, a // 1, 7 % a, a ** 2, 2 ** a, a @ b, [1] @ a, a << 1, 1 >> a, a & 1, 1 | a, a ^ b, divmod(a, 1), divmod(1, a), "s" + a, "s %s" % 1, [1] + a, 1.5 - a, pow(a, 2))


class B(A):
    def __radd__(self, o): return "B.radd"
    def __sub__(self, o): return NotImplemented


class C(A): pass


print(a + B("b"), A.__add__(a, B("b")), B("b") + a, a + C("c"), B("x") + B("y"))
print(B("b") - a, B("b") - 1 if False else "skip")
try:
    B("b") - 1
except TypeError as e:
    print(e)


class N:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __iadd__(self, o): return NotImplemented


n = N()
for f in (lambda: n + 1, lambda: 1 + n, lambda: n + n, lambda: n < 1, lambda: n == 1, lambda: n != 1, lambda: n > n, lambda: n - 1, lambda: "a" + n, lambda: [] + n, lambda: 1 // n, lambda: n ** 2, lambda: pow(n, 2, 3), lambda: divmod(n, 1), lambda: n @ 1, lambda: +n, lambda: n & 1, lambda: n >> 1, lambda: 2 % n, lambda: n * "a"):
    try:
        print(f())
    except TypeError as e:
        print(e)
for stmt in ("n += 1", "n -= 1", "n *= 2", "n **= 2", "n @= n", "n //= 1", "n <<= 1", "n |= 1", "n %= 3", "n /= 2"):
    try:
        exec(stmt)
    except TypeError as e:
        print(e)


class R:
    def __rsub__(self, o): return ("rsub", o)
    def __rpow__(self, o, mod=None): return ("rpow", o, mod)
    def __rmatmul__(self, o): return "rmat"


print(5 - R(), "x" - R(), None - R(), 2 ** R(), pow(2, R()), 3 @ R())


class T:
    def __pow__(self, e, m=None): return (e, m)
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return 3
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"


import math
t = T()
print(pow(t, 2), pow(t, 2, 5), t ** 3, -t, +t, ~t, abs(t), round(t), round(t, 2), math.floor(t), math.ceil(t), math.trunc(t))
