class C:
    def __init__(self, n, swallow=False): self.n, self.s = n, swallow
    def __enter__(self):
        print("enter", self.n, end=" ")
        return self.n * 10
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None, end=" ")
        return self.s


with C(1) as a, C(2) as b:
    print(a, b, end=" ")
print()
with (C(3) as c, C(4, True),):
    print("body", end=" ")
    raise ValueError("x")
print("after")
try:
    with C(5), C(6):
        1 / 0
except ZeroDivisionError as e:
    print("caught", e)


def f():
    with C(7):
        return "ret"


def g():
    for i in range(3):
        with C(i):
            if i == 0:
                continue
            if i == 1:
                break
    return i


def h():
    with C(8, True):
        raise KeyError
    return "swallowed"


print(f())
print(g())
print(h())
with C(9) as (x):
    pass
d = {}
with C(1) as d["k"], C(2) as d["j"]:
    pass
print(d)
class T:
    def __enter__(self): return 1, (2, 3)
    def __exit__(self, *a): print(len(a), end=" ")
with T() as (p, (q, r)):
    print(p, q, r)
with C(0):
    with C(1, "truthy"):
        raise TypeError
    print("inner swallowed")
