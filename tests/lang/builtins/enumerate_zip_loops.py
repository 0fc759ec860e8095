names, ages = ["ann", "bob", "cyd"], [30, 25, 41]
for i, (n, a) in enumerate(zip(names, ages), 1):
    print(i, n, a, end="; ")
print()
print(dict(zip(names, ages)), list(zip(*zip(names, ages))), sorted(zip(ages, names)), max(zip(ages, names)), [*map(lambda n, a: f"{n}{a}", names, ages)])
m = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*m)), [list(c) for c in zip(*m)], [sum(c) for c in zip(*m)], list(map(list, zip(*m))), [a * b for a, b in zip(*m)], sum(a * b for a, b in zip(*m)))
print(list(zip("abc", range(10), [1.5] * 2)), list(enumerate(enumerate("ab"))), list(zip([1], zip([2], [3]))), dict(enumerate("xy", 10)), {v: k for k, v in enumerate("xyz")})
print([i for i, c in enumerate("hello") if c == "l"], next(i for i, v in enumerate(ages) if v > 30), min(enumerate(ages), key=lambda p: p[1]), list(filter(lambda p: p[0] % 2, enumerate("abcd"))))
it = iter(range(7))
print(list(zip(it, it, it)), list(it), list(zip(range(3), iter("ab"))), list(map(None.__class__.__name__.__add__, "ab")))
for a, b in zip(names, names[1:]):
    print(a < b, end=" ")
for (a, b), c in zip(zip("ab", "cd"), "ef"):
    print(a + b + c, end=" ")
print(list(reversed(list(enumerate("ab")))), sum(i * v for i, v in enumerate(ages)), any(i == v for i, v in enumerate([5, 1])), all(a < b for a, b in zip([1, 2], [2, 3])))
x = [3, 1, 2]
for i, v in enumerate(x):
    x[i] = v * 10
print(x, sorted(range(3), key=x.__getitem__), [x for _, x in sorted(zip([3, 1, 2], "abc"))], list(map(max, [1, 5], [4, 2])), list(map(pow, [2, 3], [3, 2])), list(filter(str.isalpha, "a1b2")), list(map(int, "123")), list(map(str.strip, [" a ", "b "])))
