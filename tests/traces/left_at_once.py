# jit: traces>=1
# Traces that are left in their first iteration by every visit: measured slower than the interpreter and thrown away, or not;
# the answers are the same.


def imports(n):
    hits = 0
    for i in range(n):
        if i > 100:
            import sys as module

            hits += module.maxsize & 1
        else:
            hits += 2
    return hits


print(imports(5000), imports(90), imports(5000))


def by_kind(items):
    total = 0
    for x in items:
        if isinstance(x, str):
            exec("pass")
            total += len(x)
        else:
            total += x
    return total


numbers = list(range(120))
words = ["word"] * 4000
print(by_kind(numbers + words), by_kind(words + numbers), by_kind(numbers * 40), by_kind(words))


def while_loop(n):
    i = 0
    while i < n:
        i += 1
        if i > 150:
            from math import pi as p

            i += int(p) - 3
    return i


for k in range(3):
    print(while_loop(3000))


# The loop that came round again after its trace was thrown away goes on as before.
def turns(limit):
    seen = []
    for i in range(limit):
        if i % 3000 > 100:
            import math as m

            if i % 1000 == 0:
                seen.append(m.floor(i / 7))
        elif i % 50 == 0:
            seen.append(-i)
    return seen


print(turns(9300))
