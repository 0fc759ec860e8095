from itertools import *
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(0.5, 0.25), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(repeat(1, 0)), list(cycle([])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], initial=10)), list(accumulate([3, 1, 2], max)), list(accumulate("abc")), list(accumulate([])), list(accumulate([], initial=1)), list(accumulate([1, 2, 3], lambda a, b: a * b)))
print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", [1]])), list(chain()), list(compress("abcd", [1, 0, True, ""])), list(dropwhile(lambda x: x < 3, [1, 4, 2])), list(takewhile(lambda x: x < 3, [1, 2, 4, 1])), list(filterfalse(None, [0, 1, "", 2])), list(filterfalse(lambda x: x % 2, range(5))))
print([(k, list(g)) for k, g in groupby("aabbca")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], key=lambda x: x % 2)], list(groupby([])))
g = groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(k1, list(g1), k2, list(g2))
print(list(islice("abcdef", 2)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("abc", 5)), list(islice("abc", 0)), list(pairwise([1, 2, 3])), list(pairwise([1])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest([1, 2, 3], "a", fillvalue="-")), list(zip_longest()), list(zip_longest([1], [2, 3])), list(batched("abcde", 2)))
a, b, c = tee([1, 2, 3], 3)
print(list(a), next(b), list(c), list(b), tee([], 0))
t1, t2 = tee(iter(range(5)))
print(next(t1), next(t1), next(t2), list(t1), list(t2))
for f in (lambda: islice("a", -1), lambda: islice("a", 0, 5, 0), lambda: islice("a", "b"), lambda: count("a"), lambda: repeat(), lambda: next(cycle([])), lambda: batched("a", 0), lambda: chain(5) and list(chain(5)), lambda: list(starmap(pow, [1])), lambda: tee([], -1), lambda: list(accumulate(["a", 1])), lambda: groupby(5), lambda: list(compress([1], 5)), lambda: zip_longest(1), lambda: pairwise(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(count(3), count(1, 2), repeat("a", 2), repeat(5), next(count(2**63 - 1)), list(islice(count(2**63 - 1), 2)), list(islice(count(1, 2**64), 3)))
