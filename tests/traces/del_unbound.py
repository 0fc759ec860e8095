# jit: traces>=1
def f(n):
    hits = []
    for i in range(n):
        x = i
        if i % 97 == 0:
            del x
        try:
            y = x + 1
        except UnboundLocalError as e:
            hits.append((i, str(e)))
            y = 0
    return hits, y


print(f(600))


def g(n):
    total = 0
    for i in range(n):
        if i > 0:
            total += prev
        if i == 400:
            del prev
            break
        prev = i
    try:
        return total, prev
    except UnboundLocalError as e:
        return total, str(e)


print(g(1000))


def h(n):
    try:
        for i in range(n):
            if i >= 500:
                z += 1
            elif i == 1000:
                z = 0
    except UnboundLocalError as e:
        return i, str(e), e.__traceback__.tb_lineno


print(h(2000))


def handler(n):
    c = 0
    for i in range(n):
        try:
            if i % 2:
                raise ValueError(i)
        except ValueError as e:
            c += e.args[0]
        try:
            e
        except UnboundLocalError:
            c += 1
    return c


print(handler(400))


def loopvar(n):
    for i in range(n):
        pass
    a = i
    del i
    try:
        i
    except UnboundLocalError as e:
        return a, str(e)


print(loopvar(500))
d = {}
for k in range(600):
    v = k * 2
    d[k] = v
    del v
    if k > 100:
        del d[k - 100]
try:
    v
except NameError as e:
    print(e, len(d))


def attr_del(n):
    class O:
        pass
    o = O()
    c = 0
    for i in range(n):
        o.a = i
        c += o.a
        if i % 3 == 0:
            del o.a
            c += hasattr(o, "a") * 1000
    return c


print(attr_del(700))


def maybe(n):
    for i in range(n):
        if i == 5:
            w = "set"
        if i > 300:
            del w
            return [locals().get("w", "gone"), i]


print(maybe(500))
