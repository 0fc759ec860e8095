# jit: traces>=1
"""What a trace knows of an argument by its type alone holds for that type only."""


def kind(o, default):
    cls = type(o)
    hint = getattr(cls, "__length_hint__", None)
    if hint is None:
        return default
    return hint(o)


def number(o):
    return isinstance(o, int)


class Lazy:
    n = 0

    def cp(self):
        Lazy.n += 1
        return Lazy.n * 10


r = reversed([1, 2])
for o in (5, 5, r, 2.5, 2.5, r, 5):
    print(kind(o, 7), number(o), number(o))
hints = numbers = 0
for k in range(6000):
    o = (5, 2.5, r)[k // 2000]
    hints += kind(o, 7)
    numbers += number(o)
print(hints, numbers)
k = Lazy()
print([k.cp() for _ in range(12)])
