# jit: traces>=3
"""Exceptions raised and caught in traces: near, far, by calls, again, in finally and with, with contexts and tracebacks."""


class Rejected(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Fatal(Rejected):
    pass


class Scope:
    depth = 0
    left = 0

    def __enter__(self):
        Scope.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        Scope.depth -= 1
        Scope.left += 1
        return kind is Fatal


def check(v):
    if v % 11 == 0:
        raise Rejected(v)
    if v % 13 == 0:
        raise Fatal(v)
    return v


def nested(v, depth):
    if depth == 0:
        return check(v)
    try:
        return nested(v, depth - 1)
    finally:
        Scope.left ^= depth


def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        return -1


def convert(text):
    try:
        return int(text)
    except ValueError as e:
        return len(e.args[0])


def main(n):
    table = {i: i * 2 for i in range(0, 100, 3)}
    texts = ["12", "x1", "999", ""]
    acc = 0
    for i in range(n):
        try:
            acc += check(i)
        except Fatal as e:
            acc -= e.code
        except Rejected as e:
            acc ^= e.code
        else:
            acc += 1
        acc += lookup(table, i % 100)
        if i % 4 == 0:
            acc += convert(texts[(i >> 2) & 3])
        with Scope():
            if i % 50 == 7:
                raise Fatal(i)
            acc += 1
        if i % 8 == 0:
            try:
                acc += nested(i, 5)
            except Rejected as e:
                acc += len(str(e))
        acc &= 0xFFFFFFFF
    print(acc, Scope.depth, Scope.left)


def lines(e):
    out = []
    t = e.__traceback__
    while t:
        out.append(t.tb_lineno)
        t = t.tb_next
    return out


def tracebacks(n):
    def inner(k):
        if k % 3 == 0:
            raise ValueError(k)
        return k

    def middle(k):
        return inner(k) + 1

    got = 0
    last = None
    for i in range(n):
        try:
            got += middle(i)
        except ValueError as e:
            last = e
            got += e.args[0]
    first = lines.__code__.co_firstlineno
    print(got, [k - first for k in lines(last)], last.__context__, last.__cause__)


def contexts(n):
    last = None
    for i in range(n):
        try:
            try:
                {}[i]
            except KeyError as e:
                if i % 2:
                    raise ValueError("from") from e
                raise ValueError("in")
        except ValueError as e:
            last = e
            if i >= n - 2:
                print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    import sys
    print(sys.exc_info())


def again(n):
    seen = []
    for i in range(n):
        try:
            try:
                [][i]
            except IndexError:
                seen.append(i)
                raise
            finally:
                seen.append(-1)
        except LookupError as e:
            seen.append(len(lines(e)))
    print(len(seen), seen[-6:])


def sometimes(n):
    """The raising path is the rare one, then the usual one."""
    hits = misses = 0
    d = {}
    for i in range(n):
        if i > n // 2:
            d.clear()
        else:
            d[i & 7] = i
        try:
            hits += d[i & 3] >= 0
        except KeyError:
            misses += 1
    print(hits, misses)


def uncaught(n):
    def deep(i):
        if i == n - 1:
            raise RuntimeError("last")
        return i

    total = 0
    try:
        for i in range(n):
            total += deep(i)
    except RuntimeError as e:
        print(total, e)


def types(n):
    counts = {}
    bad = [lambda: 1 // 0, lambda: [].pop(), lambda: int("x"), lambda: None.x, lambda: "a" + 1, lambda: {}["k"], lambda: undefined]
    for i in range(n):
        try:
            bad[i % 7]()
        except (ZeroDivisionError, IndexError) as e:
            counts[type(e).__name__] = counts.get(type(e).__name__, 0) + 1
        except Exception as e:
            name = type(e).__name__ + ": " + str(e)
            counts[name] = counts.get(name, 0) + 1
    for k in sorted(counts):
        print(k, counts[k])


def swallowed(n):
    class Quiet:
        def __enter__(self):
            return 5

        def __exit__(self, *exc):
            self.seen = exc[0]
            return True

    q = Quiet()
    acc = 0
    for i in range(n):
        with q as v:
            acc += v
            if i % 3 == 1:
                raise KeyError(i)
            acc += 1
    print(acc, q.seen)


main(600)
tracebacks(100)
contexts(60)
again(60)
sometimes(200)
uncaught(100)
types(210)
swallowed(100)
