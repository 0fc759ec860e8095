import random
for seed in (0, 1, 42, -5, 2**70, "abc", 1.5, b"bytes", True):
    random.seed(seed)
    print(seed, [random.random() for _ in range(3)], random.getrandbits(70), random.randint(1, 100), random.randrange(0, 1000, 7))
