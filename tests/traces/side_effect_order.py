# jit: traces>=1
log = []


def t(name, v):
    log.append(name)
    return v


s = 0
for i in range(400):
    s += t("a", i) * t("b", 2) - t("c", 1)
    if i == 399:
        log.clear()
        d = {t("k", 1): t("v", 2)}
        l = [0, 0]
        l[t("idx", 0)] = t("val", 5)
        l[t("i2", 1)] += t("v2", 3)
        x = (lambda a, b=0: a)(t("arg", 1), b=t("kw", 2))
        t("l", 1) < t("m", 0) < t("never", 3)
        y = t("yes", 1) if t("cond", True) else t("no", 2)
print(s, log, d, l)


class Noisy:
    def __init__(self):
        object.__setattr__(self, "ops", 0)

    def __setattr__(self, n, v):
        object.__setattr__(self, "ops", self.ops + 1)
        object.__setattr__(self, n, v)

    def __getattribute__(self, n):
        return object.__getattribute__(self, n)

    def __getitem__(self, k):
        self.ops
        return k

    def __setitem__(self, k, v):
        self.last = (k, v)


o = Noisy()
for i in range(500):
    o.x = i
    o[i] += 1
    o.x += 1
print(o.ops, o.last, o.x)


def appender(acc, i):
    acc.append(i)
    if i % 100 == 99:
        raise RuntimeError(i)
    return len(acc)


acc, total, errors = [], 0, 0
for i in range(1000):
    try:
        total += appender(acc, i)
    except RuntimeError:
        errors += 1
        total += appender(acc, 0)
print(total, errors, len(acc), sum(acc))
buf = [0] * 10
try:
    for i in range(1000):
        buf[i % 10] = i
        buf[(i + 1) % (10 if i < 873 else 11)] += 1
except IndexError:
    print(i, buf)
res = []
g = (res.append(i) or i for i in range(1000))
for v in g:
    if v > 500:
        break
print(len(res), next(g), len(res))
v = 10
for i in range(300):
    v = v + (v := i) * 2
print(v)
out = 0
for i in range(500):
    j = i
    i += 5
    out += i - j
print(out, i)
r = range(3)
for k in range(200):
    r2 = r
    for r in r2:
        out += r
    r = range(k % 5)
print(out)
