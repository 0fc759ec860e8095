# An instance that only exits need gets its final shape there, in the loop and in its peeled first iteration.
# jit: traces>=2
class P:
    def __init__(self, x, y):
        self.x = x


class Q(P):
    def __init__(self, x, y):
        super().__init__(x, y)
        self.y = y


def same_class(n):
    o = P(22, 12)
    w = 0
    while w < n:
        w += 1
        o = P(o.x, 1)
    return o.x, hasattr(o, "y"), sorted(vars(o))


def other_class(n):
    o = P(22, 12)
    w = 0
    while w < n:
        w += 1
        o = Q(o.x + 1, w)
    return o.x, o.y, type(o).__name__, vars(o)


def plain_subclass(n):
    class R(P):
        pass

    o = P(22, 12)
    w = 0
    while w < n:
        w += 1
        o = R(o.x, 1)
    o.z = w
    return vars(o)


for c in range(8):
    print(same_class(80 + c), other_class(80 + c), plain_subclass(80 + c))
