# jit: traces>=4
"""Built-in classes derived from dict: looking something up in them may run Python code after all."""
from collections import Counter, OrderedDict, defaultdict


class Log:
    def __init__(self):
        self.made = 0


log = Log()
made = [0]


def factory():
    log.made += 1
    made[0] += 1
    return log.made


def missing(count):
    d = defaultdict(factory)
    total = 0
    for k in range(count):
        before = log.made + made[0]
        total += d[k % 50 if k < count // 2 else k]
        total += log.made + made[0] - before
    return total, len(d), log.made, made[0]


print(missing(2000))


def always_missing(count):
    d = defaultdict(factory)
    total = 0
    for k in range(count):
        before = log.made + made[0]
        total += d[k] & 1
        total += 10 * (log.made + made[0] - before)
    return total, len(d)


print(always_missing(1000))


def raising(count):
    def none():
        if len(d) >= 1500:
            raise OverflowError(len(d))
        return 1

    d = defaultdict(none)
    total = 0
    try:
        for k in range(count):
            d[k] += d[k // 2]
            total += d[k]
    except OverflowError as e:
        return total % 1000003, len(d), str(e)


print(raising(4000))


def ordered(count):
    d = OrderedDict()
    plain = {}
    c = Counter()
    out = 0
    for k in range(count):
        d[k % 37] = k
        plain[k % 37] = k
        c[k % 11] += 1
        out += c[k % 13 + 5] + (k % 40 in d) + len(d)
        if k % 10 == 0:
            d.move_to_end(k % 37)
            out += next(iter(d))
    return out, list(d)[:5], list(plain)[:5], sorted(c.items())[:3], d.popitem(last=False)


print(ordered(3000))
