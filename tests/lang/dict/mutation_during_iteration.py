def run(f):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)


def add():
    d = {1: 1, 2: 2}
    for k in d:
        d[k + 10] = 1


def delete():
    d = {1: 1, 2: 2, 3: 3}
    for k in d:
        del d[k]


def swap():
    d = {1: 1, 2: 2}
    out = []
    for k in d:
        del d[k]
        d[k + 2] = 0
        out.append(k)
        if len(out) > 10:
            break
    return out


def change_value():
    d = {1: 1, 2: 2}
    for k in d:
        d[k] = d[k] * 10
    return d


def items():
    d = {1: 1, 2: 2}
    for k, v in d.items():
        d.clear()


def values():
    d = {1: 1, 2: 2}
    for v in d.values():
        d["x"] = 1


def last():
    d = {1: 1}
    for k in d:
        d["new"] = 1
    return d


def last_del():
    d = {1: 1}
    for k in d:
        del d[k]
    return d


def rev():
    d = {1: 1, 2: 2}
    for k in reversed(d):
        d[k + 5] = 1


def after():
    d = {1: 1}
    it = iter(d)
    d[2] = 2
    try:
        next(it)
    except RuntimeError as x:
        print(x)
    try:
        next(it)
    except RuntimeError as x:
        print(x)
    except StopIteration:
        print("stop")


def snapshot():
    d = {i: i for i in range(5)}
    for k in list(d):
        if k % 2:
            del d[k]
    return d


def hint():
    d = {1: 1, 2: 2}
    it = iter(d)
    a = it.__length_hint__()
    next(it)
    b = it.__length_hint__()
    d[3] = 3
    return a, b, it.__length_hint__()


def set_add():
    s = {1, 2}
    for x in s:
        s.add(x + 10)


def set_del():
    s = {1, 2, 3}
    for x in s:
        s.discard(x)


def comp():
    d = {1: 2}
    return [d.update({k + 1: 1}) for k in d]


class Evil:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, o):
        if isinstance(o, Evil) and o.n != self.n:
            victim.clear()
        return False


def evil_lookup():
    victim[Evil(1)] = 1
    victim[Evil(2)] = 2
    return len(victim)


victim = {}
for f in (add, delete, swap, change_value, items, values, last, last_del, rev, after, snapshot, hint, set_add, set_del, comp, evil_lookup):
    print(f.__name__, end=": ")
    run(f)
