def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


vals = [0.0, -0.0, 1.0, -1.5, 3.7, 1e300, -1e-300, float("inf"), float("nan")]
for a in vals:
    for b in (2.5, -0.0, float("-inf"), 3, -7):
        print(a + b, a - b, a * b, end=" ")
        if b:
            print(a / b, a // b, a % b, end=" ")
    print(-a, +a, abs(a))
for a in (7.5, -7.5, 6.0, -6.0, 0.5, 1e17):
    for b in (2, -2, 2.5, -2.5, 0.1):
        print(divmod(a, b), end=" ")
    print()
e(lambda: 1.0 / 0)
e(lambda: 1.0 // 0.0)
e(lambda: 1.0 % 0)
e(lambda: divmod(1.0, 0.0))
e(lambda: 0.0 ** -1)
e(lambda: (-8.0) ** (1 / 3))
e(lambda: 10.0 ** 309)
e(lambda: 2 ** 0.5)
e(lambda: (-2.0) ** 3)
e(lambda: 1.0 ** float("nan"))
e(lambda: float("nan") ** 0)
e(lambda: float("inf") ** -1)
e(lambda: (-float("inf")) ** 3)
e(lambda: 1.5 + "a")
e(lambda: 1.5 & 1)
e(lambda: 1.5 << 1)
e(lambda: ~1.5)
e(lambda: 1.5 < "a")
e(lambda: -0.0 == 0.0)
e(lambda: 0.0 % -3)
e(lambda: -1e-20 % 3)
e(lambda: 5 % float("inf"))
e(lambda: -5 % float("inf"))
e(lambda: 5 // float("-inf"))
e(lambda: 1e308 + 1e308 - 1e308)
e(lambda: 10**20 + 0.5)
e(lambda: 10**400 + 0.5)
# Infinite exponents.
for base in (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, float("inf"), float("-inf")):
    print(base, base ** float("inf"), base ** float("-inf"))
