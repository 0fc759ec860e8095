import cmath
import math

grid = [-math.inf, -2.5, -0.0, 0.0, 2.5, math.inf, math.nan]
names = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isnan isinf isfinite".split()


def run(f, *a):
    try:
        return repr(f(*a))
    except (ValueError, OverflowError) as e:
        return type(e).__name__[:5]


for name in names:
    f = getattr(cmath, name)
    for re in grid:
        print(name, re, *(run(f, complex(re, im)) for im in grid))
for r in grid:
    print("rect", r, *(run(cmath.rect, r, phi) for phi in grid))
big = [1e308, -1e308, 1e-310, 710.0, -745.0, 1.0, -1.0, 0.5, 1e-170]
for name in names[:16]:
    f = getattr(cmath, name)
    for re in big:
        print(name, re, *(run(f, complex(re, im)) for im in (0.0, -1e308, 1e-310, 0.75, -1.0)))
print(cmath.log(8, 2), cmath.log(1j, 1 + 1j), run(cmath.log, 5, 1), run(cmath.log, 0), run(cmath.log, 2, 0))
print(cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(1, 1.1), cmath.isclose(math.inf, math.inf), cmath.isclose(1e-12j, 0, abs_tol=1e-9), run(lambda: cmath.isclose(1, 2, rel_tol=-1)))


class C:
    def __complex__(self): return 3j


class F:
    def __float__(self): return 2.25


for v in (C(), F(), True, 10**20, "x", None, b""):
    try:
        print(cmath.sqrt(v))
    except TypeError as e:
        print(e)
