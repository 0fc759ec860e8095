"""Sorting: built-in sort of ints, floats, strings and tuples, with key functions, reverse, stability; and a hand-written quicksort."""

from operator import attrgetter, itemgetter

from harness import run


class Person:
    def __init__(self, name, age, score):
        self.name = name
        self.age = age
        self.score = score

    def __lt__(self, other):
        return (self.age, self.name) < (other.age, other.name)


def stream(seed, n):
    x = seed
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        yield x


def quicksort(items, low, high):
    while low < high:
        pivot = items[(low + high) // 2]
        i = low
        j = high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        quicksort(items, low, j)
        low = i


def digest(items):
    d = 0
    for i, v in enumerate(items):
        d = (d * 31 + v + i) & 0xFFFFFFFF
    return d


def main(n):
    ints = list(stream(1, n))
    floats = [v / 7.0 for v in stream(2, n)]
    names = ["n%x" % (v >> 12) for v in stream(3, n)]
    people = [Person(names[i], ints[i] % 90, floats[i]) for i in range(n)]
    marks = [(ints[i] % 100, names[i], i) for i in range(n)]
    result = [digest(sorted(ints)), digest(sorted(ints, reverse=True)), digest(sorted(ints, key=lambda v: v % 1000))]
    result.append(digest(int(v) for v in sorted(floats)))
    result.append(digest(len(v) for v in sorted(names)))
    result.append(digest(p.age for p in sorted(people)))
    result.append(digest(int(p.score) for p in sorted(people, key=attrgetter("age", "score"))))
    result.append(digest(int(p.score) for p in sorted(people, key=lambda p: (-p.age, p.name))))
    result.append(digest(m[2] for m in sorted(marks)))
    result.append(digest(m[2] for m in sorted(marks, key=itemgetter(0))))
    own = ints[:]
    quicksort(own, 0, n - 1)
    result.append(digest(own))
    return result


if __name__ == "__main__":
    run(main, 50000)
