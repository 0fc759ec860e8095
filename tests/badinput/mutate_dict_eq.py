class K:
    def __init__(self, v, act=None):
        self.v, self.act = v, act

    def __hash__(self):
        return 1

    def __eq__(self, o):
        if self.act:
            self.act()
        return isinstance(o, K) and self.v == o.v


d = {}


def clear():
    d.clear()


def grow():
    for i in range(100):
        d[i] = i


for act in (clear, grow, lambda: d.pop(next(iter(d)), None) if d else None):
    d = {K(i): i for i in range(3)}
    for op in (lambda: d.get(K(9, act)), lambda: K(9, act) in d, lambda: d.pop(K(9, act), "none"), lambda: d.setdefault(K(9, act), 5), lambda: d.__setitem__(K(8, act), 1)):
        try:
            op()
        except (RuntimeError, KeyError) as e:
            print(type(e).__name__)
    print(len(d) >= 0)
s = set()


def sclear():
    s.clear()


def sgrow():
    s.update(range(50))


for act in (sclear, sgrow):
    s = {K(i) for i in range(3)}
    for op in (lambda: K(9, act) in s, lambda: s.add(K(9, act)), lambda: s.discard(K(9, act)), lambda: s | {K(7, act)}, lambda: s & {K(1, act)}, lambda: s == {K(5, act), 1, 2}, lambda: s - {K(0, act)}):
        try:
            op()
        except (RuntimeError, KeyError) as e:
            print(type(e).__name__)
    print(isinstance(s, set))
a = {1: K(1), 2: K(2)}
b = {1: K(1, lambda: b.clear()), 2: K(2)}
try:
    a == b
except (RuntimeError, KeyError) as e:
    print(type(e).__name__)
print(len(b))


class H:
    def __hash__(self):
        victim.clear()
        return 5


victim = {1: 1, 2: 2}
victim[H()] = "x"
print(len(victim))
print("survived")
