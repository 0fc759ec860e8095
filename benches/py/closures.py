"""Closures: counters over cells, composed functions, callbacks passed to map, filter and reduce, decorators with state."""

from functools import reduce

from harness import run


def make_counter(step):
    count = 0

    def bump(by=1):
        nonlocal count
        count += step * by
        return count

    return bump


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x

    return composed


def memoised(limit):
    def decorate(f):
        seen = {}

        def wrapper(x):
            if x in seen:
                return seen[x]
            if len(seen) >= limit:
                seen.clear()
            seen[x] = result = f(x)
            return result

        return wrapper

    return decorate


@memoised(500)
def slow(x):
    return sum(divmod(x * 7919, 13))


def main(n):
    counters = [make_counter(s) for s in (1, 2, 5)]
    pipeline = compose(lambda x: x + 3, lambda x: x * x, lambda x: x % 1009)
    adders = [(lambda k: lambda x: x + k)(k) for k in range(8)]
    acc = 0
    for i in range(n):
        acc += counters[i % 3]()
        acc ^= pipeline(i)
        acc = adders[i & 7](acc)
        acc += slow(i % 700)
        acc &= 0xFFFFFFF
    acc += reduce(lambda a, b: (a * 31 + b) & 0xFFFFFF, map(lambda v: v ^ 21, filter(lambda v: v % 3, range(n))), 7)
    return acc, counters[0](0), counters[2](0)


if __name__ == "__main__":
    run(main, 500000)
