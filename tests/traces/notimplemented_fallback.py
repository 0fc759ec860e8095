# jit: traces>=1
class L:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        if isinstance(o, int):
            return L(self.v + o)
        return NotImplemented

    def __eq__(self, o):
        return NotImplemented if isinstance(o, str) else self.v == getattr(o, "v", o)

    def __lt__(self, o):
        return NotImplemented


class R:
    def __init__(self, v):
        self.v = v

    def __radd__(self, o):
        return L((o.v if isinstance(o, L) else o) + self.v)

    def __gt__(self, o):
        return self.v > o.v


x = L(0)
for i in range(900):
    x = x + (i if i % 3 else R(1))
print(x.v)
n = 0
for i in range(500):
    n += (L(i) == i) + (L(i) == "s") * 100 + (L(i) < R(250)) * 1000
print(n)
y = 1
for i in range(300):
    y = y + R(i) if i % 2 else i
print(y if isinstance(y, int) else y.v)
try:
    for i in range(400):
        L(i) + (1 if i < 350 else "no")
except TypeError as e:
    print(e, i)


class I:
    def __init__(self):
        self.n = 0

    def __iadd__(self, o):
        if o > 250:
            return NotImplemented
        self.n += o
        return self

    def __add__(self, o):
        return -1


a = I()
for i in range(300):
    b = a
    a += i
    if a == -1:
        break
print(a, b.n, i)


class Sub(int):
    def __radd__(self, o):
        return "sub"

    def __rmul__(self, o):
        return int(self) * o * 2


s = 0
for i in range(400):
    s += i * (Sub(2) if i % 4 == 0 else 2)
print(s, 1 + Sub(1), Sub(1) + 1)


class Cmp:
    def __init__(self, k):
        self.k = k

    def __lt__(self, o):
        return self.k < o.k

    def __bool__(self):
        return self.k % 2 == 1


print([c.k for c in sorted(Cmp(i * 37 % 101) for i in range(101))][:10], sum(1 for i in range(500) if Cmp(i)), max((Cmp(i * 7 % 50) for i in range(50)), key=lambda c: c.k).k)
