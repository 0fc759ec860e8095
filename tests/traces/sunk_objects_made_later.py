# jit: traces>=2
# Objects that a trace had not allocated and a side trace makes after all: several at once, which refer to one another. A
# collection between two of these allocations makes the first ones old (run with --gc-stress).
class Node:
    def __init__(self, v, nxt=None):
        self.v = v
        self.nxt = nxt


KEEP = []


def cycles(n):
    s = 0
    for i in range(n):
        a = Node(i)
        b = Node(i + 1, a)
        a.nxt = b
        f = lambda: a
        row = [a, b]
        s += row[0].nxt.v
        if i % 4 == 3:
            KEEP.append(f)
            KEEP.append(row)
            if len(KEEP) > 30:
                s += check()
    return s


def check():
    n = 0
    for k in range(0, len(KEEP), 2):
        f, row = KEEP[k], KEEP[k + 1]
        n += (f() is row[0]) + (f().nxt is row[1]) + (row[1].nxt is f()) + (f.__closure__[0].cell_contents.v + 1 == row[1].v)
    del KEEP[:]
    return n


for k in range(4):
    print(cycles(400 + k), check())


# A range beyond 48 bits has boxed bounds.
def ranges(n):
    kept = []
    for i in range(n):
        r = range(2**60 + i, 2**61 + i)
        if i % 5 == 4:
            kept.append(r)
        s = [str(i), [i], (i,)]
    return sum(r.start + r.stop - r[0] - r[-1] for r in kept), len(kept), kept[0].start + kept[-1].stop, s


for k in range(4):
    print(ranges(300 + k))
