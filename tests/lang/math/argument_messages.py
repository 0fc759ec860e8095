import math


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for args in [(), (1,), (1, 2), (1, 2, 3)]:
    attempt(lambda: math.nextafter(*args))
    attempt(lambda: math.prod(*args))
    attempt(lambda: math.isclose(*args))
    attempt(lambda: math.comb(*args))
    attempt(lambda: math.log(*args))
attempt(lambda: math.nextafter(1, y=2))
attempt(lambda: math.nextafter(1, 2, steps=-1))
attempt(lambda: math.prod([2], start=3))
attempt(lambda: math.prod(iterable=[2]))
for x in (1e308, -1e308, float("inf"), float("nan"), 180.0):
    attempt(lambda: (math.degrees(x), math.radians(x)))


def loop(x):
    total = 0.0
    for _ in range(200):
        total = math.degrees(x)
    return total


print(loop(1e308), loop(1.0))
