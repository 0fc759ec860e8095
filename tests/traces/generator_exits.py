# jit: traces>=1
# exit: 1
log = []


def gen(n, fail=None):
    try:
        for i in range(n):
            if i == fail:
                raise KeyError(i)
            yield i
    except GeneratorExit:
        log.append("closed")
        raise
    finally:
        log.append(n)


def first_over(n, lim):
    g = gen(n)
    for x in g:
        if x > lim:
            g.close()
            return x


print(first_over(1000, 500))
s = 0
try:
    for x in gen(1000, 600):
        s += x
except KeyError as e:
    print("key", e, s)
g = gen(500)
for x in g:
    if x == 400:
        g.close()
print(x, list(g))


def delegating(n):
    r = 0
    for i in range(n):
        r += yield from sub(i)
    return r


def sub(i):
    for j in range(i % 4):
        yield j
    return i


total, it = 0, delegating(500)
try:
    while True:
        total += next(it)
except StopIteration as e:
    print(total, e.value)


def catches():
    n = 0
    while n < 500:
        try:
            yield n
        except ValueError as e:
            n += int(str(e))
        n += 1


c = catches()
out = 0
for x in c:
    out += x
    if x % 50 == 0:
        out += c.throw(ValueError("5"))
print(out)


def stops():
    for i in range(400):
        if i == 350:
            raise StopIteration("inner")
        yield i


try:
    print(sum(stops()))
except RuntimeError as e:
    print(e, repr(e.__cause__))
print(log)


def bad():
    for i in range(1000):
        yield 10 // (300 - i)


def consume():
    t = 0
    for v in bad():
        t += v
    return t


consume()
