# jit: traces>=1
def add(a, b):
    return a + b


def work(x, n):
    r = x
    for _ in range(n):
        r = add(r, x)
    return r


for v in (1, 1.5, "ab", [1], (2,), 2**62, True, 1j, b"z", 2**100):
    r = work(v, 100)
    print(r if not hasattr(r, "__len__") else (type(r).__name__, len(r)))


class A:
    def area(self):
        return 1


class B:
    def area(self):
        return 2.5


class C(A):
    def area(self):
        return super().area() * 10


class D:
    def __getattr__(self, n):
        return lambda: 7


shapes = [A(), B(), C(), D(), A(), A()]
t = 0
for i in range(1800):
    t += shapes[i % 6].area()
print(t)


def total(seq):
    s = 0
    for x in seq:
        s += x
    return s


print(total(range(300)), total([1] * 300), total(tuple(range(300))), total({i: 0 for i in range(300)}), total({*range(300)}), total(i for i in range(300)), total(bytes(range(200))), total(map(int, "123" * 100)), total([0.5] * 300), total(reversed(range(300))), total(bytearray(b"ab" * 100)), total(dict(a=1) and [True] * 300), total(zip()) if False else 0)


def length(xs):
    n = 0
    for _ in xs:
        n += len(_) if hasattr(_, "__len__") else 1
    return n


print(length("abc" * 100), length([[1, 2]] * 200), length([(), "xx", {1}, {2: 3}] * 80), length(range(300)))


def get(o, k):
    return o[k]


g = 0
for i in range(900):
    g += get(([1, 2, 3], (4, 5, 6), {0: 7, 1: 8, 2: 9}, range(10, 13), b"abc", [1.5, 2.5, 3.5])[i % 6], i % 3)
print(g)


def neg(x):
    return -x if x else x


print(sum(neg(v) for v in [1, 2.5, True, 2**70, 0, 0.0, -3, False] * 60))


def apply(f, n):
    r = 0
    for i in range(n):
        r += f(i)
    return r


class Call:
    def __call__(self, x):
        return x * 3


print(apply(abs, 200), apply(lambda x: x + 1, 200), apply(float, 200), apply(Call(), 200), apply(int, 100), apply([5] .__mul__ and (lambda x: len([0] * x)), 100), apply("abc" .__len__ and str.__len__ and (lambda x: 1), 50), apply(Call().__call__, 100), apply(bool, 100))
