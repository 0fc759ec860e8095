class K:
    log = []

    def __init__(self, v, h=None):
        self.v, self.h = v, h

    def __hash__(self):
        K.log.append(f"h{self.v}")
        return self.h if self.h is not None else hash(self.v)

    def __eq__(self, o):
        K.log.append(f"{self.v}=={getattr(o, 'v', o)}")
        return isinstance(o, K) and self.v == o.v

    def __repr__(self):
        return f"K{self.v}"


d = {}
a, b = K(1, 7), K(2, 7)
d[a] = "a"
d[b] = "b"
print(d, K.log)
K.log.clear()
print(d[K(2, 7)], d.get(K(3, 7)), a in d, K.log)
K.log.clear()
d[a] = "a2"
del d[b]
print(d, K.log)
K.log.clear()
print(K(1) == 1, K(1, 1) in {1: 2}, K.log)


class BadHash:
    def __hash__(self):
        return "x"


class HashErr:
    def __hash__(self):
        raise ValueError("hash!")


class NoHash:
    def __eq__(self, o):
        return True


class EqErr:
    def __hash__(self):
        return 1

    def __eq__(self, o):
        raise RuntimeError("eq!")


class BigHash:
    def __hash__(self):
        return 2**100 + 3


class NegHash:
    def __hash__(self):
        return -1


for f in (lambda: {BadHash(): 1}, lambda: {HashErr(): 1}, lambda: {NoHash(): 1}, lambda: {EqErr(): 1, EqErr(): 2}, lambda: {EqErr(): 1}[1], lambda: hash(BigHash()), lambda: hash(NegHash()), lambda: {HashErr()}, lambda: HashErr() in {}, lambda: {}.get(NoHash()), lambda: {}.pop([], None), lambda: {1: EqErr()} == {1: 2}):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
e = EqErr()
print({e: 1}[e], e in [e], [e] == [e])
print(NoHash.__hash__, {1: "i", 1.0: "f", True: "t"}, {0.0: 1, -0.0: 2}, {"a": 1, b"a": 2}, {(1, 2): 3}[1, 2])
nan = float("nan")
print({nan: 1, nan: 2})


class Flip:
    n = 0

    def __hash__(self):
        Flip.n += 1
        return Flip.n


f = Flip()
m = {f: 1}
print(f in m, list(m.values()))
keys = [K(i, i % 4) for i in range(40)]
m = {k: k.v for k in keys}
print(len(m), sum(m[K(i, i % 4)] for i in range(40)), [m.pop(K(i, i % 4)) for i in range(0, 40, 5)], len(m), K(5, 1) in m, K(6, 2) in m)
