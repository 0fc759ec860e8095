inf, nan = float("inf"), float("nan")
for a in [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, inf, -inf, nan]:
    for b in [inf, -inf, nan, 0.0, -0.0, -1.0, 3.0, -2.0]:
        try:
            print(a, b, a**b, pow(a, b), a.__pow__(b))
        except Exception as e:
            print(a, b, type(e).__name__, e)


def powers(a, b):
    total = 0.0
    for _ in range(200):
        total = a**b
    return total


print(powers(0.0, -inf), powers(0.0, inf), powers(2.0, -inf), powers(0.5, -inf))
