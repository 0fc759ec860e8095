import random
r = random.Random(12345)
for name, args in (("uniform", (1, 5)), ("triangular", ()), ("triangular", (0, 10, 2)), ("gauss", (0, 1)), ("gauss", ()), ("normalvariate", (5, 2)), ("expovariate", (1.5,)), ("expovariate", ()), ("betavariate", (2, 3)), ("gammavariate", (0.5, 2)), ("gammavariate", (1, 1)), ("gammavariate", (3, 1.5)), ("lognormvariate", (0, 0.5)), ("paretovariate", (3,)), ("weibullvariate", (1, 1.5)), ("vonmisesvariate", (0, 4)), ("binomialvariate", (10, 0.3)), ("binomialvariate", (200, 0.6))):
    print(name, args, [repr(getattr(r, name)(*args)) for _ in range(4)])
print(r.random(), r.gauss(0, 1), r.getstate()[0], len(r.getstate()[1]))
