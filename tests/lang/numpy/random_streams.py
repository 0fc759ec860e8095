import numpy as np

np.random.seed(42)
print(np.random.rand(3), np.random.randn(2, 2), np.random.random(), np.random.normal(), np.random.uniform(2, 5))
print(np.random.randint(0, 10, 5), np.random.randint(3), np.random.normal(10, 2, size=(2, 2)), np.random.choice(5, 3), np.random.permutation(5))
print(np.random.uniform(size=3), np.random.exponential(2.0, 2), np.random.poisson(3, 4), np.random.choice([10, 20, 30], 4, p=[0.2, 0.3, 0.5]))
a = np.arange(6)
np.random.shuffle(a)
print(a, np.random.standard_normal(2), np.random.random_sample(2), np.random.randint(0, 255, 4, dtype=np.uint8), np.random.gamma(2.0, 1.0, 2))
rng = np.random.default_rng(7)
print(rng.random(), rng.random(3), rng.random((2, 2)), rng.normal(size=2), rng.standard_normal(), rng.uniform(1, 2, 3), rng.integers(0, 10, 5), rng.integers(5))
print(rng.random(2, dtype=np.float32), rng.integers(1, 6, size=3, endpoint=True), rng.integers(0, 100, 3, dtype=np.int32), rng.exponential(size=2), rng.poisson(4, 3))
print(rng.choice(10, 4, replace=False), rng.choice([1.5, 2.5], 3), rng.permutation(4), rng.normal(5, 0.1), rng.lognormal(size=2))
b = np.arange(8).reshape(4, 2)
rng.shuffle(b)
print(b, rng.permutation(b), repr(rng.integers(3)), type(rng.random()), type(rng).__name__)
print(np.random.default_rng([1, 2]).random(2), np.random.default_rng(2**70).random(), np.random.RandomState(5).rand(2))
print(rng.normal([0, 100], [1, 0.001]), rng.uniform(0, [1, 10]))
x = np.random.default_rng(0).random(100000)
print(x.sum(), x.mean(), x[-1], np.random.default_rng(0).standard_normal(100000).sum())
for bad in (lambda: np.random.randint(5, 2), lambda: rng.normal(0, -1), lambda: np.random.seed(-1), lambda: rng.integers(0)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__)
