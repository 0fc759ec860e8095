# verify: skip
# jit: traces>=50
# stress: skip
# Traces die with their functions, their assumptions and their loops' other traces; memory stays flat.


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


def make(k):
    ns = {}
    exec(f"def f(n):\n    s = {k}\n    for i in range(n):\n        s += i * {k}\n        if i % 7 == {k % 7}:\n            s ^= i\n    return s\n", ns)
    return ns["f"]


def run(first, last):
    t = 0
    for k in range(first, last):
        t += make(k)(200)
    return t


print(run(0, 300))
before = resident()
print(run(300, 2300))
print(resident() - before < 12 << 20)


# A loop over another loop, and a recursive function, whose common assumption falls again and again.
class Scale:
    factor = 1

    def of(self, x):
        return x * self.factor


def inner(s, n):
    t = 0
    for i in range(n):
        t += s.of(i)
    return t


def tree(s, n):
    return s.of(n) if n < 2 else tree(s, n - 1) + tree(s, n - 2)


def outer(s, n):
    t = 0
    for i in range(n):
        for j in range(20):
            t += s.of(i + j)
        t += inner(s, 15)
    return t


s = Scale()
for k in range(12):
    Scale.factor = k
    print(outer(s, 200), tree(s, 12))
