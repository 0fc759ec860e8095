# jit: traces>=1
step = 1
limit = 10**9


def helper(x):
    return x + step


def run(n):
    global step
    t = 0
    for i in range(n):
        t = helper(t)
        if i == n // 3:
            step = 5
        if i == n // 2:
            step = 0.5
    return t


print(run(900), step)
step = 1
print(run(900))


def swap_function(n):
    global helper
    t = 0
    for i in range(n):
        t = helper(t)
        if i == 400:
            helper = lambda x: x - 3
        if i == 600:
            helper = abs
    return t


print(swap_function(1000), helper)
total = 0
for i in range(1000):
    total += len([1, 2])
    if i == 500:
        len = lambda x: 100
    if i == 700:
        del len
print(total)
for i in range(500):
    if i == 300:
        globals()["newname"] = 7
    if i > 300:
        total += newname
    if i == 450:
        del newname
        try:
            newname
        except NameError as e:
            print(e)
        break
print(total, i)
import builtins
n = 0
for i in range(400):
    n += min(i, 5)
    if i == 200:
        builtins.min = lambda *a: 1000
    if i == 300:
        del builtins.min
        builtins.min = lambda a, b: a if a < b else b
print(n)
