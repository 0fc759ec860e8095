class Busy:
    """Its methods need many registers, more than a call of them passes."""

    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        a, b, c, d = self.name, [self.name], (self.name, 1), {self.name: 2}
        return a, b, c, d

    def __exit__(self, kind, value, tb):
        parts = [self.name, kind and kind.__name__, str(value), tb is not None, 1, 2, 3, 4, 5]
        print("exit", *parts[:4], len(parts))
        return self.swallow


def computed(x):
    with Busy("a"):
        return x + 1


def nested(x):
    for i in range(3):
        with Busy("b") as b:
            with Busy("c") as c, Busy("d"):
                return [x, i, [b[0], [c[0]]]], f"{x}-{i}"


def loops(n):
    out = []
    for i in range(n):
        j = i * 10
        with Busy(i) as (name, *_):
            if i == 1:
                continue
            if i == 3:
                break
            out.append((i, j, name))
        out.append(j + i)
    return out, i, j


def raises(x):
    try:
        with Busy("e"), Busy("f"):
            y = x * 2
            raise KeyError(y, x)
    except KeyError as e:
        return e.args, y


def swallows(x):
    z = x + 100
    with Busy("g"):
        with Busy("h", True):
            z += 1
            [][z]
        z += 10
    return z, x


def with_finally(x):
    try:
        with Busy("i"):
            return x * 3
    finally:
        print("finally", x)


def generator(x):
    with Busy("j") as (name, *_):
        got = yield x + 1
        print("got", got, name)
        return got, x


print(computed(1), nested(2), loops(6))
print(raises(4), swallows(5), with_finally(6))
g = generator(7)
print(next(g))
try:
    g.send("s")
except StopIteration as e:
    print(e.value)
h = generator(8)
next(h)
try:
    h.throw(ValueError("thrown"))
except ValueError as e:
    print(repr(e))
