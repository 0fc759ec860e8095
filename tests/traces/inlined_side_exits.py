# jit: traces>=1
def leaf(x):
    if x % 13 == 0:
        return None
    if x % 5 == 0:
        return str(x)
    return x


def mid(x, acc):
    r = leaf(x)
    if r is None:
        acc.append(x)
        return 0
    if isinstance(r, str):
        return len(r)
    return r


def top(n):
    acc = []
    t = 0
    for i in range(n):
        t += mid(i, acc)
    return t, len(acc), acc[-1]


print(top(2000))


def f(a, b=2, *, c=3):
    return g(a, c) + b


def g(a, c):
    if a > 900:
        return h(a) * c
    return a - c


def h(a):
    x = a * 1.5
    return x if a % 2 else -x


print(sum(f(i) for i in range(1000)), sum(f(i, c=i % 3) for i in range(1200)), sum(f(i, i) for i in range(1200)))


def early(xs, target):
    for i, x in enumerate(xs):
        if x == target:
            return i
    return -1


xs = list(range(100))
print(sum(early(xs, (i * 37) % 130) for i in range(400)))
