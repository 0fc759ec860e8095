# jit: traces>=6
"""Traces that use globals and builtins while the module gets and loses names."""


def total(n):
    s = 0
    for i in range(n):
        s += len(word) + abs(step) + offset
    return s


word = "abc"
step = -2
offset = 1
print(total(300))
unrelated = 1
print(total(300))
for k in range(200):
    globals()["name%d" % k] = k
print(total(300))
len = lambda s: 10
print(total(300))
del len
print(total(300))
globals()["a" + "bs"] = lambda s: 20
print(total(300))
del globals()["abs"]
print(total(300))
for k in range(200):
    del globals()["name%d" % k]
print(total(300))
# Removed names leave holes, which adding others squeezes out: entries get other numbers.
for k in range(400):
    globals()["other%d" % k] = k
    if k % 50 == 0:
        print(total(100))
word = "abcd"
print(total(300))


class Name(str):
    pass


globals()[Name("len")] = lambda s: 30
print(total(300))
del globals()["len"]
print(total(300))


def adding(n):
    s = 0
    g = globals()
    for i in range(n):
        g["made%d" % (i % 150)] = i
        s += len(word) + offset
        if i == 250:
            g["len"] = lambda s: 100
    return s


print(adding(300))
del len


def removing(n):
    s = 0
    g = globals()
    for i in range(n):
        if i < 150:
            del g["made%d" % i]
        s += offset + made_late if i > 400 else offset
        if i == 350:
            g["made_late"] = 5
        if i == 500:
            g["made_late"] = 6
    return s


print(removing(600))
offset = 7
print(removing.__globals__ is globals(), total(100))
