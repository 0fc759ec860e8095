def e(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as x:
        print(type(x).__name__, x)


for b in (-3, -1, 0, 1, 2, 10):
    print([b**n for n in range(8)])
print(2**64, 3**100, (-2)**63, (-2)**64, 7**-1, 2**-3, (-2)**-3, 10**-2)
print((-8)**0.5, 4**0.5, (-1)**-1, 0**0, 0.0**0)
for args in ((3, 5, 7), (3, -1, 7), (2, 100, 10**9 + 7), (2, 0, 1), (-3, 3, 7), (3, 3, -7), (10**20, 10**5, 10**18 + 9), (0, 0, 5)):
    print(args, pow(*args))
e(pow, 2, -1, 4)
e(pow, 2, 3, 0)
e(pow, 2.0, 3, 5)
e(pow, 2, 3, 5.0)
e(pow, "a", 2)
e(pow, 2, None, None)
e(lambda: pow(base=2, exp=10, mod=1000))
e(lambda: 0 ** -2)
e(lambda: 10 ** 400 * 1.0)
e(lambda: 2.0 ** 5000)
print(123456789**13 % 10**9, hash(3**200), len(str(7**1000)))
