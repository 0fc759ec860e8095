"""Lists: append, pop, insert, slices, comprehension, unpacking, membership, a ring buffer, edit distance, game of life on rows."""

from collections import deque
from itertools import accumulate, chain, islice

from harness import run


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


def life(rows, generations):
    height = len(rows)
    width = len(rows[0])
    for _ in range(generations):
        new = []
        for y in range(height):
            above = rows[y - 1]
            here = rows[y]
            below = rows[(y + 1) % height]
            line = []
            for x in range(width):
                e = (x + 1) % width
                s = above[x - 1] + above[x] + above[e] + here[x - 1] + here[e] + below[x - 1] + below[x] + below[e]
                line.append(1 if s == 3 or (s == 2 and here[x]) else 0)
            new.append(line)
        rows = new
    return sum(map(sum, rows))


def main(n):
    stack = []
    acc = 0
    for i in range(n):
        stack.append(i ^ 21)
        if i % 3 == 0:
            acc += stack.pop()
        if i % 97 == 0:
            stack.insert(len(stack) // 2, i)
            del stack[: len(stack) // 8]
    ring = deque([0] * 64, 64)
    for i in range(n):
        ring.append(ring[0] + i & 1023)
    squares = [v * v for v in range(n) if v & 3]
    evens = squares[::2]
    evens.reverse()
    a, b, *rest = evens
    doubled = [v for pair in zip(squares, squares) for v in pair]
    found = sum(v in squares[:40] for v in range(n // 100))
    totals = list(accumulate(squares[: n // 4]))
    merged = list(islice(chain(evens, totals, doubled), 0, None, 5))
    word = [i * 7 % 26 for i in range(n // 400)]
    other = [i * 11 % 26 for i in range(n // 400)]
    rows = [[(x * x + 3 * y * x + y) % 5 // 3 for x in range(40)] for y in range(40)]
    return acc, len(stack), sum(ring), a - b, len(rest), found, totals[-1], sum(merged) & 0xFFFFFFFF, edit_distance(word, other), life(rows, n // 6000)


if __name__ == "__main__":
    run(main, 500000)
