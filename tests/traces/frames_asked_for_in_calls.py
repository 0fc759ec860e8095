# jit: traces>=1
# Natives that look at frames while their arguments lie where a window below the top one also
# reaches: making the frames must leave the arguments alone.
import sys


def evaluated():
    return eval("6 * 7")


def with_locals(a):
    b = a + 1
    return eval("a * b")


def use(o, a):
    return o + a


def wide(a):
    o = evaluated()
    r = use(o, a)
    s = use(r, a)
    return s


def wider(a):
    first = wide(a)
    second = with_locals(a)
    third = use(first, second)
    return use(third, len([first, second, third]))


total = 0
for i in range(300):
    total += wide(i)
print(total)

total = 0
for i in range(300):
    total += wider(i)
print(total)


def names():
    return sorted(locals()), sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name


def caller(a, b):
    x = names()
    y = use(a, b)
    return x, y


seen = set()
for i in range(300):
    x, y = caller(i, i)
    seen.add((tuple(x[0]),) + x[1:])
print(seen, y)
