# Which comparisons a sort makes, and in which order, is CPython's: a program can count them.
log = []


class K:
    limit = None

    def __init__(self, v, i):
        self.v, self.i = v, i

    def __lt__(self, other):
        log.append((self.i, other.i))
        if K.limit is not None and len(log) > K.limit:
            raise KeyError(K.limit)
        return self.v < other.v


def checksum():
    h = 0
    for a, b in log:
        h = (h * 31 + a * 7 + b) % 1000003
    return len(log), h


def noise(n, m):
    x = 12345
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2**31
        yield (x >> 8) % m


shapes = {
    "noise": list(noise(700, 10**6)),
    "few": list(noise(500, 4)),
    "sorted": list(range(300)),
    "reversed": list(range(300, 0, -1)),
    "stretches": [v * 1000 + i for v in noise(30, 9) for i in range(40)],
    "plateaus": [v for v in noise(40, 12) for i in range(30)],
    "organ": list(range(200)) + list(range(200, 0, -1)),
    "late": list(range(900)) + [5, 1000, -1, 450],
    "interleaved": [i // 2 if i % 2 else 1000 - i for i in range(640)],
    "short": [3, 1, 2],
    "64": list(noise(64, 50)),
    "65": list(noise(65, 50)),
}
for name, values in shapes.items():
    keyed = [K(v, i) for i, v in enumerate(values)]
    log.clear()
    r = sorted(keyed)
    print(name, checksum(), [k.v for k in r] == sorted(values), end=" ")
    log.clear()
    r = sorted(keyed, reverse=True)
    print(checksum(), [k.v for k in r] == sorted(values, reverse=True), end=" ")
    log.clear()
    K.limit = len(values)
    copy = keyed[:]
    try:
        copy.sort()
        print("done", end=" ")
    except KeyError as e:
        print("KeyError", e, end=" ")
    K.limit = None
    h = 0
    for k in copy:
        h = (h * 31 + k.i) % 1000003
    print(h, len({k.i for k in copy}))
    log.clear()
    r = sorted(range(len(values)), key=keyed.__getitem__)
    print("   ", checksum(), r[:8], min(keyed).i, max(keyed).i)
    same = [(v, i) for i, v in enumerate(values)]
    print("   ", sorted(same) == sorted(same, key=lambda p: p[0]), sorted(same, key=lambda p: -p[0])[:3], sorted(map(float, values), reverse=True)[:2], sorted(map(str, values))[:3])
