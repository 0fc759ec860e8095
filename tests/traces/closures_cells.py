# jit: traces>=1
def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return inc, get


inc, get = counter()
for i in range(1000):
    inc()
    if i == 500:
        inc(0.5)
print(get())


def outer(n):
    k = 1

    def add(x):
        return x + k
    s = 0
    for i in range(n):
        if i % 100 == 99:
            k = k * 2 if i < 500 else "s" and 7
        s += add(i)
    return s, k


print(outer(1000))
fs = []
for i in range(300):
    def f(x, i=i):
        return x * i
    fs.append(f)
print(sum(f(2) for f in fs))
late = [lambda: j for j in range(300)]
print(sum(f() for f in late))


def acc_maker():
    items = []
    total = 0

    def add(x):
        nonlocal total
        items.append(x)
        total = total + x
        if len(items) > 50:
            total -= items.pop(0)
        return total
    return add


a, b = acc_maker(), acc_maker()
r = 0
for i in range(800):
    r += a(i) - b(i * 2)
print(r)


def deleted():
    x = 1

    def read():
        return x
    out = 0
    for i in range(400):
        out += read()
        if i == 350:
            del x
            break
    try:
        read()
    except NameError as e:
        print(type(e).__name__, e)
    return out


print(deleted())
