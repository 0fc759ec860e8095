# jit: traces>=8
"""Small conditionals whose arms only compute numbers: both arms are computed, and one is chosen."""


def count(n):
    sevens = evens = 0
    for i in range(n):
        if (i * i + i) % 7 == 3:
            sevens += 1
        if i & 1 == 0:
            evens += 1
    return sevens, evens


def collatz(n):
    steps = highest = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = n * 3 + 1
        highest = n if n > highest else highest
        steps += 1
    return steps, highest


def floats(xs):
    above = below = 0.0
    best = -1e300
    for x in xs:
        if x > 0.5:
            above += x
        else:
            below -= x
        if x > best:
            best = x
    return round(above, 9), round(below, 9), best


def nan_and_zero(xs):
    out = []
    for x in xs:
        y = -0.0
        if x < 0.0:
            y = x
        z = 1.0 if x == x else 2.0
        out.append((str(x), str(y), z))
    return out


def mixed(n):
    """The arms give different types: no diamond."""
    x = 0
    seen = []
    for i in range(n):
        if i % 3 == 0:
            x = 1.5
        else:
            x = i
        if i % 50 < 2:
            seen.append(x)
    return seen


def big(n):
    """An arm overflows now and then, taken or not."""
    x = 1 << 61
    total = 0
    for i in range(n):
        y = 0
        if i % 5 == 1:
            y = x * 8
        else:
            y = x + i
        total ^= y
        if i % 3 == 0:
            x += 1 << 58
        if x > (1 << 62):
            x -= 1 << 62
    return total, x


def not_taken_overflows(n):
    x = (1 << 62) + 5
    hits = 0
    for i in range(n):
        y = i
        if i < 0:
            y = x * 4
        hits += y & 3
    return hits


def saturate(n):
    a = b = c = 0
    for i in range(n):
        a += i
        if a > 1000:
            a = 1000
        b = b - 3 if i & 4 else b + 2
        if i == 77:
            c = -1
        elif i == 99:
            c = c * 2
    return a, b, c


def unset(n):
    """The variable exists on one way only."""
    got = 0
    for i in range(n):
        if i > 150:
            late = i
        if i > 151:
            got += late
    return got


def unset_raises(n):
    try:
        for i in range(n):
            if i == 180:
                del i
            if n > 0:
                k = i
        return k
    except UnboundLocalError as e:
        return str(e)


def step(state, bit):
    if bit:
        state = state ^ 0x5A
    state = state >> 1 if state & 1 else state + 3
    return state & 0xFFFF


def inlined(n):
    s = 1
    for i in range(n):
        s = step(s, i & 2)
    return s


def gen(n):
    low = 0
    for i in range(n):
        if i & 3 == 2:
            low += 1
        yield low


def chained(n):
    hits = 0
    for i in range(n):
        if 10 < i % 40 <= 20 and i & 1:
            hits += 1
        if i % 6 == 1 or i % 10 == 3:
            hits += 100
        if not i % 4:
            hits += 10000
    return hits


def in_handler(n):
    bad = good = 0
    for i in range(n):
        try:
            if i % 9 == 4:
                bad += 1
            else:
                good += 1
            1 // (i % 50)
        except ZeroDivisionError:
            bad += 1000
    return bad, good


def spy(n):
    """What locals() shows after a diamond."""
    a = 0
    shown = []
    for i in range(n):
        if i % 2:
            a = a + 2
        if i % 90 == 5:
            shown.append(sorted((k, v) for k, v in locals().items() if k in "ai"))
    return shown


def bools(n):
    ones = 0
    for i in range(n):
        flag = i % 3 == 1
        if flag:
            ones += 1
        x = i if flag is True else -i
        ones += x & 1
    return ones


def nones(n):
    hits = 0
    items = [None if i % 4 else i for i in range(n)]
    for x in items:
        if x is None:
            hits += 1
        if x is not None:
            hits += 50
    return hits


print(count(500))
print([collatz(k) for k in (27, 97, 703, 871)])
print(floats([(i * 37 % 101) / 101 for i in range(400)]))
print(nan_and_zero([float("nan"), -0.0, 0.0, -1.5, 2.5] * 40)[-5:])
print(mixed(300))
print(big(400))
print(not_taken_overflows(400))
print(saturate(300))
print(unset(300))
print(unset_raises(300))
print(inlined(400))
print(sum(gen(400)))
print(chained(500))
print(in_handler(400))
print(spy(300))
print(bools(400))
print(nones(300))
