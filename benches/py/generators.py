"""Generators: pipelines, recursive `yield from`, `send`, generator expressions into built-ins."""

from harness import run


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for v in source:
        yield v * v


def without_multiples(source, k):
    for v in source:
        if v % k:
            yield v


def walk(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from walk(low, middle)
        yield middle
        yield from walk(middle + 1, high)


def running_average():
    total = 0
    count = 0
    average = 0
    while True:
        value = yield average
        total += value
        count += 1
        average = total // count


def pairs(items):
    for i, a in enumerate(items):
        for b in items[i + 1 : i + 4]:
            yield a, b


def main(n):
    acc = 0
    for v in without_multiples(squares(numbers(n * 10)), 3):
        acc += v & 255
    for v in walk(0, n):
        acc ^= v
    averager = running_average()
    next(averager)
    for i in range(n * 3):
        acc += averager.send(i & 1023)
    acc += sum(v * 2 for v in range(n * 5) if v & 1)
    acc += max(v ^ 0x55 for v in range(n * 3))
    acc += len([a for a, b in pairs(list(range(n))) if (a + b) % 5 == 0])
    acc += sum(1 for _ in zip(numbers(n * 4), squares(numbers(n * 4))))
    acc += any(v == n * 4 - 1 for v in numbers(n * 4))
    return acc


if __name__ == "__main__":
    run(main, 150000)
