# jit: traces>=1
"""super(), __slots__, class attributes that are counters, staticmethods and classmethods, setattr and getattr by name."""


class Counter:
    step = 2
    made = 0
    label = "c"

    def __init__(self, start):
        self.value = start
        self.ticks = 0
        Counter.made += 1

    def tick(self):
        self.value += self.step
        self.ticks += 1
        return self.value

    @property
    def half(self):
        return self.value // 2

    @half.setter
    def half(self, v):
        self.value = v * 2

    @staticmethod
    def clamp(v):
        return v & 0xFFFFF

    @classmethod
    def fresh(cls, v):
        return cls(v)


class Skipping(Counter):
    step = 3

    def tick(self):
        if self.ticks % 2:
            self.ticks += 1
            return self.value
        return super().tick()


class Deep(Skipping):
    def __init__(self, start, extra):
        super().__init__(start)
        self.extra = extra

    def tick(self):
        return super().tick() + self.extra


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def move(self, dx, dy):
        self.x += dx
        self.y -= dy
        return self


def main(n):
    counters = [Counter(1), Skipping(5), Counter.fresh(7), Deep(2, 1)]
    p = Point(0, 0)
    acc = 0
    for i in range(n):
        c = counters[i % 4]
        acc += c.tick() + c.half
        if i % 16 == 0:
            c.half = c.clamp(acc)
        p.move(i & 3, 1).move(1, c.ticks & 7)
        tick = counters[1].tick
        acc ^= tick() + getattr(p, "x")
        setattr(p, "y", p.y & 0xFF)
        if hasattr(c, "missing"):
            acc += 1
        if isinstance(c, Skipping):
            acc += 3
        if type(c) is Counter:
            acc += 5
        acc &= 0xFFFFFFFF
    print(acc, p.x, p.y, [c.value for c in counters], [c.ticks for c in counters])


def class_data(n):
    class Scope:
        depth = 0
        left = 0

    class Inner(Scope):
        pass

    s = Inner()
    seen = []
    for i in range(n):
        Scope.depth += 1
        if i % 3 == 0:
            Scope.left += s.depth
        if i % 50 == 49:
            Scope.depth = i / 2
            seen.append((s.depth, Inner.depth, Scope.left))
        if i == n - 20:
            Inner.depth = -1
        if i == n - 10:
            Scope.left = property(lambda self: "p")
            break
    print(seen, Scope.depth, Inner.depth, s.depth, s.left)


def becomes_method(n):
    class C:
        k = 1

    c = C()
    acc = 0
    for i in range(n):
        v = c.k
        acc += v if isinstance(v, int) else v(2)
        if i == n // 2:
            C.k = lambda self, x: x * 10
    print(acc)


def grows(n):
    class Base:
        def f(self):
            return 1

    class Mid(Base):
        pass

    class Leaf(Mid):
        def f(self):
            return super().f() + 10

    o = Leaf()
    acc = 0
    for i in range(n):
        acc += o.f()
        if i == n // 2:
            Mid.f = lambda self: 5
    print(acc)


main(400)
class_data(200)
becomes_method(100)
grows(100)
