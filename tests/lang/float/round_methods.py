import math
for v in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 1234.5678, 1e20, -0.4, 0.0, -0.0, 5e-324, 1e300, 2.5000000001):
    print(v, round(v), [round(v, n) for n in (-2, -1, 0, 1, 2, 3)], math.floor(v), math.ceil(v), math.trunc(v), int(v), v.is_integer(), v.as_integer_ratio())
for f in (lambda: round(float("nan")), lambda: round(float("inf")), lambda: round(float("nan"), 2), lambda: round(float("inf"), -1), lambda: math.floor(float("inf")), lambda: float("nan").as_integer_ratio(), lambda: float("inf").as_integer_ratio(), lambda: round(1.5, "a"), lambda: round("a"), lambda: round(1.7976931348623157e308, -308), lambda: round(1.5, None), lambda: round(1e22, 400), lambda: round(1.5, -400), lambda: round(number=2.567, ndigits=1), lambda: round()):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)
print((1.5).real, (1.5).imag, (1.5).conjugate(), (2.0).hex(), (-0.1).hex(), float.fromhex("0x1.999999999999ap-4"))
print([x for x in dir(float) if not x.startswith("_")])
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan in [nan], [nan] == [nan], [float("nan")].index is None, {nan: 1}.get(nan), max(nan, 1), max(1, nan), min(nan, 1), sorted([3, nan, 1]), nan is nan, bool(nan))
print(0.1 + 0.2 == 0.3, 0.1 + 0.2 <= 0.3, 1e16 + 1 == 1e16, 2.0 == 2, hash(2.0) == hash(2), hash(0.5), hash(-1.5), hash(float("inf")), hash(float("-inf")), hash(1e300), hash(0.1), hash(-0.0))
print(1.5 .__add__(2), (1.5).__add__("a"), (1.5).__radd__(1), (1.5).__eq__(1.5), (1.5).__lt__(2), (2.0).__pow__(3), (7.5).__divmod__(2), (1.5).__bool__(), (1.5).__int__(), (1.9).__trunc__())
print(sum([0.1] * 10), sum([0.1] * 10, 0.0), sum([1e16, 1, -1e16]), sum([1, 2.5, 3]), sum([1e308, 1e308, -1e308]), sum([0.1, 0.2, 0.3]), sum((0.1, 10**20, -10**20)))
