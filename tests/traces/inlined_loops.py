# jit: traces>=10
"""Loops in functions that a hot loop inlines: they are traces of their own in the middle of the inlined frames."""

import sys


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def pairs(n):
    total = coprime = 0
    for a in range(1, n):
        for b in range(a, n, 3):
            g = gcd(a, b)
            total += g
            if g == 1:
                coprime += 1
    return total, coprime


def digits(x, base):
    """Variables that the loop is the first to set; leaves by return and by the condition."""
    while x > 0:
        d = x % base
        if d == 7:
            return d, x
        last = d
        x //= base
    try:
        return last, x
    except UnboundLocalError as e:
        return str(e), x


def all_digits(n):
    seen = {}
    for i in range(n):
        k = digits(i * 37, 10)
        seen[k] = seen.get(k, 0) + 1
    return len(seen), seen[(7, 7)], seen[("cannot access local variable 'last' where it is not associated with a value", 0)]


def power(x, n):
    r = 1
    while n:
        if n & 1:
            r = r * x
        x = x * x
        n >>= 1
    return r


def powers(n):
    """Ints that grow out of 64 bits in the inner loop, and floats through the same chain of calls."""
    ints = 0
    floats = 0.0
    for i in range(n):
        ints ^= power(3, i % 60)
        v = 1.5 if i % 3 == 0 else 2
        floats += power(v, 14)
    return ints, floats


def outer(n, m):
    return inner(n, m) + inner(m, 20 - n % 20)


def inner(n, m):
    s = 0
    for i in range(m):
        for j in range(n % 15):
            s += i ^ j
            if s > 5000:
                break
        else:
            s += 1
    return s


def nested_inlining(n):
    return sum(outer(i, 14) for i in range(n)), [outer(i, 13) for i in range(0, n, 17)]


def count_loop(n):
    total = 0
    for i in range(n):
        total += outer(i, 16) & 0xFF
    return total


def find(xs, wanted):
    for i, x in enumerate(xs):
        if x == wanted:
            return i
    raise LookupError(wanted)


def lookups(n):
    xs = list(range(0, 60, 2))
    found = missed = 0
    for i in range(n):
        try:
            found += find(xs, i % 64)
        except LookupError as e:
            missed += e.args[0]
    return found, missed


def divide(k):
    s = 0
    i = 20
    while i > -5:
        s += 100 // (i + k)
        i -= 1
    return s


def failing(n):
    good = bad = 0
    lines = set()
    for i in range(n):
        try:
            good += divide(6 if i % 4 else 0)
        except ZeroDivisionError as e:
            bad += 1
            tb = e.__traceback__.tb_next
            lines.add((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
    return good, bad, lines


class Walker:
    def __init__(self, n):
        self.n = n
        self.steps = 0
        while n > 1:
            n = n >> 1
            self.steps += 1

    def walk(self):
        total, i = 0, 0
        while i < self.n:
            total += i
            i += self.steps + 1
        return total


def objects(n):
    total = 0
    for i in range(n):
        w = Walker(i % 50 + 20)
        total += w.walk() + w.steps
    return total


def closure(n):
    def climb(x):
        while x < n:
            x += k
        return x

    total = 0
    for k in range(1, 200):
        total += climb(k)
    return total


def spy(k):
    out = 0
    i = 0
    while i < 30:
        i += 1
        if i == 29 and k % 50 == 3:
            f = sys._getframe()
            out += f.f_back.f_locals["i"] * 1000 + f.f_locals["i"]
    return out


def spies(n):
    total = 0
    for i in range(n):
        total += spy(i)
    return total


def changing(n):
    global gcd
    old = gcd
    total = 0
    for i in range(n):
        if i == n // 2:
            gcd = lambda a, b: -1
        if i == n // 2 + 100:
            gcd = old
        total += gcd(i, 96) * (i & 7)
    return total


def tail(xs, k):
    """The caller's own variables change from call to call."""
    s = 0
    while k < len(xs):
        s += xs[k]
        k += 1
    return s


def appended(n):
    xs, sums, best = [], [], None
    for i in range(n):
        xs.append(i % 23)
        t = tail(xs, max(0, i - 25))
        if best is None or t > best:
            best = t
        if i % 40 == 0:
            sums.append((t, best))
            xs[i // 2] = 1.5
    return sums[-5:], best


def skip(it, n):
    while n:
        next(it)
        n -= 1
    return next(it, None)


def iterators(n):
    total = 0
    for i in range(n):
        total += skip(iter(range(100)), i % 33)
    return total


def many_places(n):
    t = 0
    for i in range(n):
        t += gcd(i, 12) + gcd(i, 13) + gcd(i, 14) + gcd(i, 15) + gcd(i, 16) + gcd(i, 17)
        t += gcd(i, 18) + gcd(i, 19) + gcd(i, 20) + gcd(i, 21) + gcd(i, 22) + gcd(i, 23)
        t += gcd(i, 24) + gcd(i, 25) + gcd(i, 26) + gcd(i, 27) + gcd(i, 28) + gcd(i, 29)
    return t


def gen(n):
    for i in range(n):
        yield gcd(i, 360)


print(pairs(120))
print(all_digits(600))
print(powers(300))
print(nested_inlining(120))
print(count_loop(160))
print(lookups(280))
print(failing(240))
print(objects(200))
print(closure(500))
print(spies(240))
print(changing(600))
print(appended(400))
print(iterators(400))
print(many_places(160))
print(sum(gen(240)))
