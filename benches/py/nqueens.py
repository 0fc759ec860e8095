"""Queens on a board: once with sets and generators over permutations of columns, once with bit masks, recursively."""

from harness import run


def place(n, row, columns, rising, falling):
    if row == n:
        yield ()
        return
    for c in range(n):
        if c in columns or row + c in rising or row - c in falling:
            continue
        columns.add(c)
        rising.add(row + c)
        falling.add(row - c)
        for rest in place(n, row + 1, columns, rising, falling):
            yield (c,) + rest
        columns.discard(c)
        rising.discard(row + c)
        falling.discard(row - c)


def count(full, columns, rising, falling):
    if columns == full:
        return 1
    total = 0
    free = full & ~(columns | rising | falling)
    while free:
        bit = free & -free
        free ^= bit
        total += count(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
    return total


def main(n):
    solutions = list(place(n, 0, set(), set(), set()))
    return len(solutions), solutions[0], sum(s[0] * s[-1] for s in solutions), count((1 << (n + 1)) - 1, 0, 0, 0)


if __name__ == "__main__":
    run(main, 11)
