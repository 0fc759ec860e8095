# jit: traces>=1
class A:
    k = 1

    def m(self):
        return self.k


class B(A):
    pass


a, b = A(), B()
out = []
s = 0
for i in range(1000):
    s += a.m() + b.m()
    if i == 100:
        A.k = 10
    elif i == 200:
        B.k = 100
    elif i == 300:
        a.k = 1000
    elif i == 400:
        B.m = lambda self: 7
    elif i == 500:
        A.m = lambda self: 0.5
    elif i == 600:
        del B.m
    elif i == 700:
        del a.k, B.k
        A.m = lambda self: self.k
    elif i == 800:
        b.m = lambda: 3
    elif i == 900:
        a.__class__ = B
        B.k = -1
    if i % 100 == 50:
        out.append(s)
print(out, s)


class P:
    @property
    def v(self):
        return 1


class Q:
    v = 50


p = P()
t = 0
for i in range(600):
    t += p.v
    if i == 200:
        P.v = property(lambda self: 2)
    if i == 400:
        p.__class__ = Q
        p.v = 9
print(t)


class C:
    def __len__(self):
        return 3

    def __bool__(self):
        return True


c = C()
n = 0
for i in range(500):
    n += len(c) if c else 100
    if i == 200:
        C.__len__ = lambda self: 4
    if i == 300:
        C.__bool__ = lambda self: False
    if i == 400:
        del C.__bool__
print(n)


class D(A):
    pass


d = D()
u = 0
for i in range(400):
    u += d.k
    if i == 200:
        D.__bases__ = (Q,) if False else (type("New", (A,), {"k": 77}),)
print(u)
