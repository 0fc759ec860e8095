# jit: traces>=1
N = 1500
print(sum(i * i for i in range(N)), sum((i / 3 for i in range(N)), 0.0), sum(i if i % 2 else -i / 2 for i in range(N)))
print(any(i > N - 3 for i in range(N)), any(i > N for i in range(N)), all(i >= 0 for i in range(N)), all(i != 1200 for i in range(N)))
print(min(abs(i - 777) for i in range(N)), max((i * 7919 % 1009 for i in range(N))), min(range(-N, N), key=lambda x: (x - 333) ** 2), max("abc" * 100, key=lambda c: -ord(c)))
print(sum(map(lambda x: x * 2, range(N))), len(list(filter(lambda x: x % 7 == 3, range(N)))), list(map(lambda a, b: a * b, range(500), range(499, -1, -1)))[250:253], sum(filter(None, range(-5, N))))
print(sum(a * b for a, b in zip(range(N), range(N, 0, -1))), sum(i * c for i, c in enumerate(range(N), 10)), len("".join(str(i) for i in range(N))), len({i % 97 for i in range(N)}), len({i: i for i in range(N)}))
data = [(i * 7919) % 1009 for i in range(N)]
print(sorted(data, key=lambda x: (x % 10, -x))[:8], sorted(range(300), key=lambda i: data[i])[:5], sorted(data, key=lambda v: -v)[:4])
total = 0
for i, (a, b) in enumerate(zip(data, reversed(data))):
    total += i * (a - b)
print(total)
print(sum([x for x in data if x % 2]), sum(x for row in ([i] * 3 for i in range(300)) for x in row), [sum(j for j in range(i)) for i in range(0, 200, 50)])
seen = []
try:
    sum(1 // (x - 500) * seen.append(x) if x > 498 else 0 for x in range(1000))
except (ZeroDivisionError, TypeError) as e:
    print(type(e).__name__, e, seen)
print(sum([0.1] * 1000), sum(0.1 for _ in range(1000)), sum([1e16, 1.0, -1e16] * 100), sum(x for x in [1] * 300 + [0.5] * 300 + [2**70]), sum([[1], [2]], []), sum([True] * 500))
try:
    sum(x for x in [1] * 400 + ["a"])
except TypeError as e:
    print(e)
it = iter(range(1000))
print(any(x == 300 for x in it), next(it), all(x < 700 for x in it), next(it), sum(it))
print(max(i % 10 + i / 1000 for i in range(N)), min((i ^ 0x155 for i in range(N)), default=None), max([], default="d"), sum(range(N)), sum(range(2**62, 2**62 + 400)))
