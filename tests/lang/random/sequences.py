import random
r = random.Random(2024)
l = list(range(20))
r.shuffle(l)
print(l)
print(r.choice(l), r.choice("abc"), r.choices(l, k=5), r.choices("ab", weights=[1, 9], k=10), r.choices("abc", cum_weights=[1, 2, 10], k=6))
print(r.sample(range(1000), 5), r.sample(l, 3), r.sample("abcdef", 6), r.sample(["x", "y"], counts=[3, 2], k=4), r.sample(range(10**12), 4), r.sample(range(30), 25))
print([r.randint(-5, 5) for _ in range(10)], [r.randrange(10) for _ in range(5)], r.randrange(2**100), r.randint(0, 2**64), r.randrange(5, 50, 5), r.getrandbits(1), r.getrandbits(64), r.getrandbits(0), r.randbytes(6))
s = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(s)
print(a == [r.random() for _ in range(3)], random.Random(7).random() == random.Random(7).random())
for f in (lambda: r.choice([]), lambda: r.randint(5, 1), lambda: r.randrange(0), lambda: r.sample([1], 2), lambda: r.randrange(1, 10, 0), lambda: r.getrandbits(-1), lambda: r.choices([1], weights=[1, 2]), lambda: r.choices([1], weights=[0]), lambda: r.sample({1, 2}, 1), lambda: r.randrange(1.5), lambda: r.shuffle("abc"), lambda: r.choices([], k=1), lambda: r.sample([1, 2], -1), lambda: random.seed([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Sub(random.Random):
    def random(self):
        return 0.25
s = Sub()
print(s.random(), s.uniform(0, 4), s.choice([1, 2, 3, 4]), s.randint(1, 8))
n = random.Random(99)
hits = sum(1 for _ in range(3000) if n.random() ** 2 + n.random() ** 2 < 1)
print(hits, n.random())
x = 0
for _ in range(2000):
    x = (x * 31 + n.randrange(1000)) % 1000003
print(x, sum(n.getrandbits(32) for _ in range(500)), n.gauss(), n.gauss())
