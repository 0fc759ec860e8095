# jit: traces>=1
# exit: 1
def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


for i in range(200):
    down(20)
print(down(900))
try:
    down(10**6)
except RecursionError as e:
    print(e)
hits = 0


def forever(x):
    global hits
    hits += 1
    return forever(x + 1)


for _ in range(3):
    try:
        forever(0)
    except RecursionError:
        pass
print(hits > 2000, hits < 3100)


def loop_and_recurse(n):
    t = 0
    for i in range(3):
        t += i
    return t + loop_and_recurse(n + 1)


try:
    loop_and_recurse(0)
except RecursionError as e:
    print(e)


class R:
    def __add__(self, o):
        return self + o

    def __eq__(self, o):
        return self == o

    def __getattr__(self, n):
        return getattr(self, n)

    def __str__(self):
        return str(self)


for f in (lambda: R() + 1, lambda: R() == 1, lambda: R().x, lambda: str(R())):
    try:
        f()
    except RecursionError as e:
        print("RecursionError")


def gen(n):
    yield n
    yield from gen(n + 1)


try:
    for x in gen(0):
        pass
except RecursionError as e:
    print("gen", x > 300)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n + 1)


print(down(50))
try:
    mutual_a(0)
except RecursionError as e:
    print(e)
down(5000)
