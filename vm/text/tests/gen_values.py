"""Floats worth testing."""
import math, struct


def rfloat(r):
    k = r.randrange(8)
    if k == 0:
        return struct.unpack("<d", r.randbytes(8))[0]
    if k == 1:
        return r.choice([-1, 1]) * 2.0 ** r.randrange(-1074, 1024)
    if k == 2:
        return r.choice([-1, 1]) * r.getrandbits(53) / 2 ** r.randrange(0, 60)
    if k == 3:
        return float(r.randrange(-1000, 1000)) / r.choice([1, 2, 4, 8, 10, 100])
    if k == 4:
        return float("%de%d" % (r.getrandbits(r.choice([4, 20, 50])), r.randrange(-330, 300)))
    if k == 5:
        return (r.getrandbits(51) * 2 + 1) / 2.0 ** r.choice([1, 2, 3])
    if k == 6:
        return r.random()
    return float(r.randrange(-10**17, 10**17))


FEDGE = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 1e16, 1e15, 9999999999999998.0, 1e-4, 9.999e-5, 1e-5, 123456789012345680.0, 5e-324, 2.2250738585072014e-308,
         2.225073858507201e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 1e22, 1e23, 0.1, 2.675, 1113178120592002.2, 2.**53, 2**53 + 2., 2**61 - 1., 2.**61, 2.**63, -2.**63, 2.**64, 314159.0, 1e100]
