import math
fs = [math.sqrt, math.exp, math.log, math.log2, math.log10, math.log1p, math.expm1, math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.acosh, math.atanh, math.ceil, math.floor, math.trunc, math.fabs, math.erf, math.erfc, math.gamma, math.lgamma, math.degrees, math.radians, math.cbrt, math.exp2, math.ulp, math.isnan, math.isinf, math.isfinite, math.frexp, math.modf]
for f in fs:
    print(f.__name__, end=": ")
    for v in (0, 0.5, 1, -1, 2.5, -2.5, 10, 1e300, float("inf"), float("-inf"), float("nan"), True):
        try:
            r = f(v)
            print(r if not isinstance(r, float) else f"{r:.12g}", end=" ")
        except Exception as e:
            print(type(e).__name__, e, end="; ")
    print()
