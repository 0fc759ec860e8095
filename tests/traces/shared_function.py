# jit: traces>=1
def step(x, k=3):
    y = x * k + 1
    for _ in range(2):
        y ^= y >> 3
    return y % 1000003


def loop1(n):
    x = 1
    for i in range(n):
        x = step(x)
    return x


def loop2(n):
    x = 2
    while n:
        x = step(x, n % 5)
        n -= 1
    return x


def loop3(n):
    return sum(step(i, k=i % 4) for i in range(n))


def loop4(n):
    x = 5
    for i in range(n):
        for j in range(i % 4):
            x = step(x + j)
        if x % 2:
            x = step(x)
    return x


print(loop1(1000), loop2(1000), loop3(1000), loop4(500), loop1(70), loop2(61))
step.__defaults__ = (7,)
print(loop1(1000), loop2(300))
code = step.__code__
step.__code__ = (lambda x, k=3: x + k).__code__
print(loop1(500), loop4(300))
step.__code__ = code
print(loop1(500))


def run(f, n):
    acc = 0
    for i in range(n):
        acc = f(acc, i)
    return acc


print(run(lambda a, i: a + i, 500), run(lambda a, i: a ^ i, 500), run(max, 500), run(step, 500), run(lambda a, i: i - a, 501), run(pow, 3), run(lambda a, i: (a, i)[i % 2], 333))
fs = [lambda a: a + 1, lambda a: a * 2 % 1009, step, lambda a: a - 5, hash, abs]
v = 1
for i in range(1200):
    v = fs[i % 6](v)
print(v)


def outer(n):
    def inner(m):
        t = 0
        for i in range(m):
            t += i * n
        return t
    return inner


fns = [outer(k) for k in range(5)]
print([f(200) for f in fns], sum(fns[i % 5](i % 9) for i in range(600)))
exec("def e(n):\n    s = 0\n    for i in range(n):\n        s += step(i)\n    return s\n")
print(e(500), e(100))
ns = {"step": lambda i: i, "range": range}
import types
e2 = types.FunctionType(e.__code__, ns)
print(e2(500), e(500), e2(99))
