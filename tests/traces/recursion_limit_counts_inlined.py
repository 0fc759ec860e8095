# jit: traces>=1
# Inlined frames count for the recursion limit, which programs see as it was set.
import sys

sys.setrecursionlimit(150)


def deep(n):
    return 1 + deep(n - 1) if n else 0


def depth():
    n = 0
    try:

        def go():
            nonlocal n
            n += 1
            go()

        go()
    except RecursionError:
        pass
    return n


def loop():
    out = []
    for i in range(40):
        try:
            out.append(deep(i * 5))
        except RecursionError as e:
            out.append(str(e))
        out.append(depth())
    return out


for k in range(6):
    print(loop()[-24:])


def limit(f):
    return f()


def outer(f):
    return limit(f)


def limits(n):
    seen = set()
    for i in range(n):
        seen.add(outer(sys.getrecursionlimit))
        if i == n // 2:
            sys.setrecursionlimit(170)
    return sorted(seen)


print(limits(200))


def at_depth(n, f):
    return f(n) if n == 0 else at_depth(n - 1, f)


def looking(n):
    def count(k):
        sys._getframe(1).f_lineno
        return depth()

    return [at_depth(3, count) for i in range(n)]


print(looking(60)[::7])
