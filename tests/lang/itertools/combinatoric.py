from itertools import *
print(list(product("ab", [1, 2])), list(product()), list(product([])), list(product("ab", repeat=2)), len(list(product(range(3), repeat=3))), list(product([1], "x", [2])))
print(list(permutations("abc")), list(permutations(range(3), 2)), list(permutations([1])), list(permutations([])), list(permutations([1, 2], 3)), list(permutations("ab", 0)))
print(list(combinations("abcd", 2)), list(combinations(range(4), 3)), list(combinations([1], 2)), list(combinations([], 0)), list(combinations_with_replacement("ab", 2)), list(combinations_with_replacement([1, 2, 3], 1)))
print(sum(1 for _ in combinations(range(12), 5)), sum(1 for _ in permutations(range(6))), sum(a * b * c for a, b, c in combinations(range(9), 3)), list(islice(permutations(range(5)), 50, 53)), list(islice(product("abc", repeat=4), 70, 73)))
for f in (lambda: combinations([1], -1), lambda: permutations([1], -1), lambda: product([1], repeat=-1), lambda: product(5), lambda: combinations(5, 1), lambda: combinations([1]), lambda: permutations([1], "a"), lambda: product([1], foo=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
p = permutations([1, 2])
x = next(p)
print(x, next(p), next(p, "end"), type(x), iter(p) is p)
def powerset(s): return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
print(list(powerset([1, 2, 3])), [(w, n) for w, n in sorted((k, len(list(g))) for k, g in groupby(sorted("mississippi")))])
def take(n, it): return list(islice(it, n))
def primes():
    yield 2
    for n in count(3, 2):
        if all(n % d for d in takewhile(lambda d: d * d <= n, count(3, 2))):
            yield n
print(take(15, primes()), take(3, zip(count(), "abc", cycle([0, 1]))), dict(zip("abc", count(1))), list(map(lambda a, b: a * b, count(1), [5, 6])), max(accumulate([1, -2, 3, 4, -10], lambda a, b: max(b, a + b))))
