# jit: traces>=1
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def tak(x, y, z):
    return z if y >= x else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n:
        return 1
    c = 0
    for i in range(n):
        a, b, d = 1 << i, 1 << (row + i), 1 << (row - i + n)
        if not (cols & a or d1 & b or d2 & d):
            c += queens(n, row + 1, cols | a, d1 | b, d2 | d)
    return c


def flatten(x):
    return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]


def perms(xs):
    if len(xs) <= 1:
        return [xs]
    return [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])]


print(fib(20), fib(1), ack(2, 9), hanoi(9, 1, 2, 3), tak(12, 8, 4), is_even(500), is_odd(500), depth(900), queens(6))
print(flatten([1, [2, [3, [4, [5]]], 6], [[[]]], 7]), len(perms([1, 2, 3, 4, 5])), perms([1, 2, 3])[-1])
f = 1
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(100), [fact(i) for i in range(10)])
print(sum(fib(n) for n in range(16)), [fib(n / 1) for n in range(8)])
