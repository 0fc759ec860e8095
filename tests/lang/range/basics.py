def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


for r in (range(5), range(2, 8), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(1, 100, 1000), range(-5, 5, 2), range(2**62, 2**62 + 10, 4), range(2**100, 2**100 + 3), range(0, -10, -4)):
    print(r, len(r) if r.stop < 2**90 else "", list(r), bool(r), r[::-1], r[1:], r[:-1], r[::2], list(reversed(r)), hash(r) == hash(range(r.start, r.stop, r.step)), r.start, r.stop, r.step, sum(r))
r = range(3, 30, 4)
print(7 in r, 8 in r, 7.0 in r, "a" in r, True in range(2), r.index(11), r.count(11), r.count(12), r[2], r[-1], r[1:4], r[1:4][1], r[10:], max(r), min(r), r.index(7.0))
e(lambda: r[100])
e(lambda: r[-8])
e(lambda: r["a"])
e(lambda: r[1.0])
e(lambda: r.index(8))
e(lambda: r.index("a"))
e(lambda: range(0, 5, 0))
e(lambda: range(1.5))
e(lambda: range("5"))
e(lambda: range())
e(lambda: range(1, 2, 3, 4))
e(lambda: range(stop=5))
e(lambda: len(range(2**63)))
e(lambda: len(range(2**63 - 1)))
e(lambda: range(2**70)[2**69])
e(lambda: range(2**70)[-1])
e(lambda: range(2**70)[10:2**65:2**64])
e(lambda: 2**69 in range(2**70))
e(lambda: range(5).x)
e(lambda: range(5) + range(2))
e(lambda: range(5) < range(6))
e(lambda: setattr(r, "start", 1))
e(lambda: type("R", (range,), {}))
e(lambda: next(range(3)))
print(range(5) == range(0, 5, 1), range(0) == range(5, 5), range(0, 5, 2) == range(0, 6, 2), range(1) == range(0, 1, 7), range(3) == [0, 1, 2], {range(3): 1}[range(0, 3)], hash(range(0)) == hash(range(3, 1)), range(3) is not range(3))
it = iter(range(4))
print(next(it), it.__length_hint__(), list(it), next(it, "end"), type(it).__name__, type(iter(range(2**70))).__name__)
total = 0
for i in range(10, -10, -3):
    total = total * 3 + i
    i = 100
print(total, i)
for i in range(2**63 - 2, 2**63 + 2):
    print(i, end=" ")
for i in range(-2**63 + 1, -2**63 - 2, -1):
    print(i, end=" ")
print([i for i in range(3) for i in range(i)], [*range(3)], list(zip(range(3), range(10, 0, -5))), dict(enumerate(range(2))))
