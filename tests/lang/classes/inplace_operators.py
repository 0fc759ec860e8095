class A:
    def __init__(self, v): self.v = v
    def __iadd__(self, o):
        print("iadd", end=" ")
        self.v += o
        return self
    def __isub__(self, o):
        print("isub", end=" ")
        return "replaced"
    def __add__(self, o):
        return A(self.v + o * 100)
    def __mul__(self, o):
        print("mul", end=" ")
        return A(self.v * o)
    def __repr__(self): return f"A({self.v})"


a = b = A(1)
a += 2
print(a, b, a is b)
a *= 3
print(a, b, a is b)
a -= 1
print(a)
d = {"k": A(1)}
d["k"] += 5
print(d)


class Box:
    items = [1]


x = Box()
x.items += [2]
print(x.items, Box.items, x.__dict__)
x.n = 1
x.n += 1
x.n <<= 3
x.n |= 1
x.n ^= 3
x.n //= 2
x.n **= 2
x.n %= 50
x.n /= 4
print(x.n)
t = ([1], 2)
try:
    t[0] += [3]
except TypeError as e:
    print(e, t)
s = "a"
s += "b"
s *= 3
l = m = [1]
l += (2,)
l *= 2
l = l + [9]
print(s, l, m)
st = u = {1}
st |= {2}
st &= {1, 2, 3}
st -= {1}
st ^= {5}
print(st, u, st is u)
f = fz = frozenset([1])
f |= {2}
print(f, fz)


def idx():
    print("idx", end=" ")
    return 0


def obj():
    print("obj", end=" ")
    return arr


def val():
    print("val", end=" ")
    return 10


arr = [1, 2]
obj()[idx()] += val()
print(arr)
obj()[idx()], arr[idx()] = val(), val()
print(arr)


class P:
    @property
    def q(self):
        print("get", end=" ")
        return 1
    @q.setter
    def q(self, v):
        print("set", v, end=" ")


p = P()
p.q += 5
print()


class G:
    def __getattr__(self, n):
        print("getattr", n, end=" ")
        return 10
    def __setattr__(self, n, v):
        print("setattr", n, v)


G().zz -= 3
class M:
    def __getitem__(self, k):
        print("gi", k, end=" ")
        return 5
    def __setitem__(self, k, v): print("si", k, v)
M()[1:2] *= 2
M()["a", 1] @= A(0) if False else type("T", (), {"__rmatmul__": lambda s, o: ("mm", o)})()
for bad in ("und += 1", "a.q9 += 1", "[][0] += 1", "{}['k'] += 1", "5 .x += 1"):
    try:
        exec(bad)
    except Exception as e:
        print(type(e).__name__, e)
