# jit: traces>=1
"""Special methods inlined: truth, comparisons in jumps, containment, call, getattr, identity, fallbacks."""


class Box:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        return self.v > 0

    def __lt__(self, o):
        return self.v < o.v

    def __eq__(self, o):
        if not isinstance(o, Box):
            return NotImplemented
        return self.v == o.v

    def __hash__(self):
        return self.v

    def __contains__(self, k):
        return k in (self.v, self.v + 1)

    def __getitem__(self, k):
        return self.v * k

    def __setitem__(self, k, x):
        self.v = k + x

    def __delitem__(self, k):
        self.v -= k

    def __len__(self):
        return self.v

    def __add__(self, o):
        return Box(self.v + (o.v if isinstance(o, Box) else o))

    __radd__ = __add__

    def __neg__(self):
        return Box(-self.v)


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Plain:
    pass


class Lazy:
    def __init__(self):
        self.known = 1

    def __getattr__(self, name):
        if name.startswith("x"):
            return len(name)
        raise AttributeError(name)


class Odd:
    """Comparisons that do not answer with bools."""

    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return [1] if self.v < o.v else []

    def __eq__(self, o):
        return "yes"

    def __contains__(self, k):
        return [k] if k else ""


def truth(n):
    boxes = [Box(k - 2) for k in range(5)]
    sized = [Sized(k % 2) for k in range(4)]
    plain = Plain()
    counts = [0] * 6
    for i in range(n):
        b = boxes[i % 5]
        if b:
            counts[0] += 1
        if not sized[i % 4]:
            counts[1] += 1
        while plain:
            counts[2] += 1
            break
        counts[3] += bool(b) + (not b) * 2
        if b and sized[i % 4] or not plain:
            counts[4] += 1
    print(counts)


def compare(n):
    boxes = [Box(k * 7 % 5) for k in range(9)]
    plains = [Plain() for _ in range(3)]
    less = same = ident = nones = mixed = 0
    for i in range(n):
        a, b = boxes[i % 9], boxes[(i * 5 + 1) % 9]
        if a < b:
            less += 1
        if a == b:
            same += 1
        p, q = plains[i % 3], plains[i * i % 3]
        if p == q:
            ident += 1
        if p != None:
            nones += 1
        if a == 3 or a != p:
            mixed += 1
    print(less, same, ident, nones, mixed)


def items(n):
    b = Box(3)
    acc = 0
    for i in range(n):
        acc += b[i] + b[2] + (i in b) * 1000
        if 4 not in b:
            acc += 5
        b[i & 3] = 1
        if b.v > 3:
            del b[1]
        acc += (b + b).v + (b + 2).v + (2 + b).v + (-b).v + len(b)
    print(acc, b.v)


def lazy(n):
    o = Lazy()
    acc = 0
    for i in range(n):
        acc += o.xab + o.known + getattr(o, "xyzzy", 100)
        if hasattr(o, "known"):
            acc += 1
        if hasattr(o, "missing"):
            acc += 1000
        acc += getattr(o, "missing", 7)
    print(acc)


def odd(n):
    a, b = Odd(1), Odd(2)
    seen = [0] * 4
    for i in range(n):
        if i % 50 == 0:
            a, b = b, a
        if a < b:
            seen[0] += 1
        if a == b:
            seen[1] += 1
        if i & 1 in a:
            seen[2] += 1
        if not (a < b):
            seen[3] += 1
    print(seen)


def changing(n):
    class C:
        def __bool__(self):
            return True

    c = C()
    yes = 0
    for i in range(n):
        if i == n // 2:
            C.__bool__ = lambda self: False
        if c:
            yes += 1
    print(yes)


truth(200)
compare(300)
items(200)
lazy(150)
odd(200)
changing(200)
