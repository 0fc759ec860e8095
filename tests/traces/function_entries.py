# jit: traces>=3
# Recursion, mutual recursion and callbacks through traces of function entries: results, frames, exceptions, redefinition.
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


class Node:
    def __init__(self, left, right, value):
        self.left, self.right, self.value = left, right, value

    def total(self):
        if self.left is None:
            return self.value
        return self.left.total() + self.value + self.right.total()


def make(depth, value=1):
    if depth == 0:
        return Node(None, None, value)
    return Node(make(depth - 1, value), make(depth - 1, value * 2), value)


print(fib(18), fib(18.0), ack(2, 40), even(401), make(8).total(), make(7, 0.5).total(), make(5, "ab").total()[:9])


def depth_of(n):
    if n == 0:
        frame, depth = sys._getframe(), 0
        while frame:
            depth += 1
            frame = frame.f_back
        return depth
    return depth_of(n - 1)


for k in range(100):
    depth_of(5)
print(depth_of(0), depth_of(1), depth_of(30))


def divide(n, by):
    if n == 0:
        return 100 // by
    return divide(n - 1, by) + 1


for k in range(200):
    divide(4, 3)
try:
    divide(3, 0)
except ZeroDivisionError as e:
    lines = []
    t = e.__traceback__
    while t:
        lines.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    print(e, lines)


def limit(n):
    return limit(n + 1)


def reach(n):
    try:
        return reach(n + 1)
    except RecursionError:
        return n


for k in range(5):
    try:
        limit(0)
    except RecursionError as e:
        print(e)
print(reach(0) == reach(0) == reach(0))
sys.setrecursionlimit(60000)


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


print(down(50000), down(7), down(40000))


# A redefinition in the middle of a recursion is obeyed from the next call on.
def countdown(n):
    global countdown
    if n == 500:
        def countdown(n):
            return ("new", n)
    if n == 0:
        return ("old", 0)
    return countdown(n - 1)


print(countdown(400), countdown(1000), countdown(3))


def key(pair):
    return pair[1] * 2 - pair[0]


pairs = [(i % 7, i * 37 % 101) for i in range(300)]
print(sorted(pairs, key=key)[:4], max(pairs, key=key), sum(map(key, pairs)))
key.__code__ = (lambda pair: -pair[0]).__code__
print(sorted(pairs, key=key)[:4])


# The same entry with other types, and values that do not fit.
def poly(x, n):
    return x * 3 if n == 0 else poly(x, n - 1) + x


for x in (1, 2.5, "a", 1 << 45, 1 << 62, 1 << 80, True, (1,)):
    for k in range(70):
        r = poly(x, 3)
    print(r)


# Loops that call what recurses; a function with a loop that recurses.
def walk(tree):
    n = 0
    for child in tree:
        n += walk(child)
    return n + 1


def build(depth):
    return [build(depth - 1) for _ in range(3)] if depth else []


print(walk(build(7)), sum(fib(k % 12) for k in range(200)))
total = 0
for k in range(300):
    total += fib(k % 10) + even(k)
print(total)
