s, t, b = "abc", (1,), b"a"
class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        print("index", self.v)
        return self.v


l = list(range(10))
print(l[I(2)], l[I(1):I(8):I(3)], (1, 2, 3)[I(-1)], "abc"[I(0)], b"abc"[I(1)])
print(range(I(3)), bytes(I(2)), hex(I(255)), chr(I(65)), "ab" * I(2), [0] * I(2), I(3) * (1,))
print(int(I(5)), float(I(5)), complex(I(2)), round(2.345, I(1)), bin(I(5)), 1.0 if I(0) else 2.0)
l[I(0)] = "x"
l[I(1):I(3)] = ["y"]
del l[I(3)]
print(l)


class B:
    def __index__(self):
        return 1.5


class N:
    pass


for f in (lambda: l[B()], lambda: l[N()], lambda: l[1.0], lambda: l["a"], lambda: range(B()), lambda: "a" * N(), lambda: l[N():], lambda: l[:1.5], lambda: l[2**70], lambda: l[2**70:], lambda: l[-2**70:2], lambda: hex(1.5), lambda: s[None], lambda: t["x"], lambda: b[{}], lambda: [1] * 2.0, lambda: range(1.0), lambda: bytes(2.5), lambda: chr(1.5)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)


class S(int):
    def __index__(self):
        return 5


print(l[S(0)], hex(S(1)), [1, 2, 3][S(0):])
import operator
print(operator.index(I(7)), operator.index(True), type(operator.index(True)))
