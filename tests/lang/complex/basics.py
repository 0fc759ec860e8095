def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** b, abs(a), -a, +a, a.real, a.imag, a.conjugate(), a == 3 + 4j, a == 3, 3 + 0j == 3)
print(a + 1, 1 + a, a * 2.5, 2 / a, a - 1j, True + a, a ** 0, a ** -1, 0j ** 0, a ** 0.5, (-1 + 0j) ** 0.5, 2 ** 1j)
print(1j, -1j, 0j, -0j, complex(-0.0, 0), complex(0, -0.0), complex(-0.0, -0.0), 1e20j, complex(1e16, 1e-7), complex("inf"), complex("nan+nanj"), complex(float("inf"), float("-inf")))
for s in ("1", "1j", "1+2j", "-1.5e3-2.5j", " 3-4J ", "(1+2j)", "j", "-j", "1+j", "inf+nanj", "1 + 2j", "", "1+2", "abc", "1_0+2j"):
    e(lambda: complex(s))
e(lambda: complex(1, 2))
e(lambda: complex(1j, 2j))
e(lambda: complex("1", 2))
e(lambda: complex(1, "2"))
e(lambda: complex(None))
e(lambda: complex(real=2, imag=3))
e(lambda: a < b)
e(lambda: a // b)
e(lambda: a % 2)
e(lambda: divmod(a, b))
e(lambda: a / 0)
e(lambda: 0j ** -1)
e(lambda: int(a))
e(lambda: float(a))
e(lambda: pow(a, 2, 3))
e(lambda: round(a))
e(lambda: complex(1e308, 1e308) * 10)
e(lambda: abs(complex(1e308, 1e308)))
print(hash(1 + 0j) == hash(1), hash(2j), hash(1 + 2j), hash(complex("inf")), bool(0j), bool(1j), sum([1j, 2, 3.5]))
print(f"{a}", f"{a:.2f}", f"{a:>12}", f"{a:+.1e}", f"{1j:g}", "%s %r" % (a, b), [1j, 2j], format(a, ",.1f"), repr(1 + 1e-10j))
for spec in ("d", "010", "=10", "%", "s"):
    e(lambda: format(a, spec))


class C:
    def __complex__(self):
        return 5 + 6j


class Z(complex):
    def __add__(self, o):
        return "zadd"

    __radd__ = __add__


print(complex(C()), Z(1, 2), Z(1, 2) + 1, 1j + Z(0), Z("3j"), type(Z(1) * 2), Z(1, 2) == 1 + 2j, complex(Z(2, 1)))
