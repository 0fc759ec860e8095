class F(float):
    def __new__(cls, v=0.0, unit="m"):
        self = float.__new__(cls, v)
        self.unit = unit
        return self

    def __add__(self, o):
        return F(float(self) + float(o), self.unit)

    def __radd__(self, o):
        return F(float(o) + float(self), self.unit + "r")

    def __repr__(self):
        return f"{float(self)!r}{self.unit}"


a = F(1.5)
print(a, repr(a), str(a), a + 1, 1 + a, 2.5 + a, a * 2, type(a * 2), -a, type(-a), sum([a, a]), a == 1.5, hash(a) == hash(1.5), f"{a:.3f}", "%.1f" % a, "%s" % a)
print(a.unit, a.__dict__, isinstance(a, float), type(float(a)), int(a), round(a), a.is_integer(), a.hex(), F.fromhex("0x1p1"), type(F.fromhex("0x1p1")), sorted([F(3), F(1, "k"), 2]), max(a, 2), {a: 1}[1.5])


class N(float):
    def __eq__(self, o):
        return True

    def __hash__(self):
        return 3

    def __lt__(self, o):
        return "lt"

    def __rtruediv__(self, o):
        return "rdiv"

    def __rpow__(self, o, m=None):
        return "rpow"

    def __bool__(self):
        return False


n = N(2)
print(n == 5, 5.0 == n, n != 5, n < 1, 1.0 > n, 1.0 / n, 1 / n, 2 ** n, bool(n), n in [7], not n)
print(N("1e5"), N(3) + N(4), type(N(3) + N(4)), float.__add__(n, 1), float.__repr__(n), N() + 0)
import math
print(math.sqrt(F(16)), math.floor(F(2.7)), math.fsum([F(0.1)] * 10), math.hypot(F(3), F(4)), abs(F(-2)))
