# jit: traces>=1
# A function's keyword defaults: changed in place, replaced, and replaced by others of another type.
def scaled(a, *, by=1):
    return a + by


def run():
    total = 0
    seen = []
    for i in range(400):
        total += scaled(i)
        if i == 100:
            scaled.__kwdefaults__["by"] = 1000
        if i == 150:
            scaled.__kwdefaults__ = {"by": 5}
        if i == 200:
            scaled.__kwdefaults__["by"] = 0.5
        if i == 250:
            scaled.__kwdefaults__ = {"other": 1, "by": 7}
        if i % 50 == 0:
            seen.append(total)
    scaled.__kwdefaults__ = None
    try:
        for i in range(3):
            total += scaled(i)
    except TypeError as e:
        seen.append(str(e))
    return seen, total


print(run())


def late():
    total = 0
    for i in range(300):
        try:
            total += scaled(i, by=1) if i < 150 else scaled(i)
        except TypeError:
            total += 10000
        if i == 220:
            scaled.__kwdefaults__ = {"by": 3}
        if i == 260:
            scaled.__kwdefaults__ = {}
    return total


print(late())
