# jit: traces>=6
"""Conditionals that use an item they have just tested; floats chosen without a jump."""


def weighted(xs, threshold):
    total = 0.0
    for i in range(len(xs)):
        if xs[i] > threshold:
            total += xs[i]
        else:
            total -= xs[i]
    return total


def counts(xs):
    negative = zero = 0
    for i in range(len(xs)):
        if xs[i] < 0:
            negative += xs[i]
        if xs[i] == 0:
            zero += 1
    return negative, zero


def moving(xs):
    """The index changes between test and use; the container does."""
    total = 0
    ys = xs[::-1]
    for i in range(len(xs) - 1):
        k = i
        if xs[k] > 3:
            k = k + 1
            total += xs[k]
        if xs[i] > 5:
            total += ys[i]
    return total


def stale(xs):
    """The jump is reached without the read before it."""
    total = 0
    i = 0
    while i < len(xs):
        if xs[i] > 2 or i % 3 == 1:
            total += xs[i]
        i += 1
    return total


def changing(xs, kinds):
    """Items that are floats now and then."""
    total = 0
    for i in range(len(xs)):
        if xs[i] > 4:
            total += xs[i]
        xs[i] = kinds[i % len(kinds)]
    return total


def peak(xs):
    best, worst, spread = -1e9, 1e9, 0.0
    for x in xs:
        if x > best:
            best = x
        worst = x if x < worst else worst
        spread = spread + x if x > 0.0 else spread - x
    return best, worst, round(spread, 6)


def signs(xs):
    out = []
    for x in xs:
        y = x if x > 0.0 else -0.0
        z = -0.0 if x < 0.0 else 0.0
        w = x if x != x else 2.5
        out.append((str(y), str(z), str(w)))
    return out[:6], len(out)


floats = [((i * 7919) % 1000) / 499.5 for i in range(900)]
ints = [(i * 31) % 17 - 8 for i in range(900)]
print(round(weighted(floats, 1.0), 9), weighted(ints, 1), round(weighted(tuple(floats), 0.25), 9))
print(counts(ints), counts(floats))
print(moving(ints), stale(ints))
print(changing(list(ints), [1, 2.5, 9, True, 7.25]), changing(list(ints), [3, 5]))
print(peak([f - 1.0 for f in floats]))
print(signs([1.5, -2.0, 0.0, -0.0, float("nan"), float("inf")] * 60))
