class E:
    """Acts on the list in the middle of a comparison; a budget keeps what grows from growing for ever."""

    budget = 0

    def __init__(self, act):
        self.plain, E.budget = act, 20

    def act(self):
        if E.budget:
            E.budget -= 1
            self.plain()

    def __eq__(self, o):
        self.act()
        return False


for act in (lambda: l.clear(), lambda: l.extend([0] * 1000), lambda: l.pop() if l else None, lambda: l.insert(0, 1)):
    for op in (lambda: l.index(77, 0, 20), lambda: l.remove(77), lambda: l.count(77), lambda: 77 in l, lambda: l == [5, 6, 7, 8], lambda: l < [5, 6, 7], lambda: max(l, key=lambda v: probe.act() or 1), lambda: sorted(l, key=lambda v: probe.act() or 0), lambda: l.sort(key=lambda v: probe.act() or 0), lambda: sum(1 for v in l if probe.act() or v)):
        probe = E(act)
        l = [1, probe, 2, E(act)]
        try:
            r = op()
            print(r if not isinstance(r, list) and not isinstance(r, E) else len(r) if isinstance(r, list) else "E", end=" ")
        except (ValueError, IndexError, TypeError) as e:
            print(type(e).__name__, end=" ")
    print()


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        m.append(1)
        return self.v < o.v


m = [Cmp(3), Cmp(1), Cmp(2)]
try:
    m.sort()
except ValueError as e:
    print(e)
print([getattr(x, "v", x) for x in m])


class Weird:
    def __lt__(self, o):
        raise KeyError("lt")


try:
    sorted([Weird(), Weird()])
except KeyError as e:
    print(repr(e))


class Random:
    n = 1

    def __lt__(self, o):
        Random.n = Random.n * 1103515245 + 12345 & 0x7FFFFFFF
        return Random.n & 64 != 0


print(len(sorted(Random() for _ in range(200))))
it = iter([1, 2, 3])
x = [0]
x[:] = (x.clear() or v for v in it)
print(x)
y = [1, 2, 3, 4]


class Idx:
    def __index__(self):
        y.clear()
        return 2


for f in (lambda: y[Idx()], lambda: y.__setitem__(Idx(), 1), lambda: y.pop(Idx()), lambda: y.insert(Idx(), 5), lambda: y[Idx():], lambda: y.__delitem__(slice(Idx(), None)), lambda: y.__setitem__(slice(0, Idx()), [9])):
    y = [1, 2, 3, 4]
    try:
        print(f(), y)
    except IndexError as e:
        print(e, y)
print(",".join(str(y.clear() or v) for v in y), y)
