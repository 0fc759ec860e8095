"""Attributes and methods: instance, class and inherited ones, properties, slots, super, getattr and setattr."""

from harness import run


class Counter:
    step = 2
    made = 0

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
    counters = [Counter(1), Skipping(5), Counter.fresh(7)]
    p = Point(0, 0)
    acc = 0
    for i in range(n):
        c = counters[i % 3]
        acc += c.tick()
        acc += c.half
        if i % 16 == 0:
            c.half = c.clamp(acc)
        p.move(i & 3, 1).move(1, c.ticks & 7)
        tick = counters[1].tick
        acc ^= tick() + getattr(p, "x")
        setattr(p, "y", p.y & 0xFF)
        if hasattr(c, "missing"):
            acc += 1
        acc &= 0xFFFFFFFF
    return acc, p.x, p.y, [c.value for c in counters], [c.ticks for c in counters]


if __name__ == "__main__":
    run(main, 500000)
