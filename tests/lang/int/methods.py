five = 5
print((6).numerator, (6).denominator, (6).real, (6).imag, (6).conjugate(), (6).is_integer(), (6).as_integer_ratio())
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1), round(25, -1), round(5, -1), round(7, 3), round(10**30 + 5, -1), round(3, None))
print((5).__index__(), (5).__trunc__(), (5).__ceil__(), (5).__floor__(), (5).__round__(), (5).__bool__(), (0).__bool__())
print((5).__lt__(6), (5).__lt__(5.5), (5).__eq__("a"), (5).__ne__(5), (5).__add__(1.0))
print(int.__name__, int.__mro__, type(5).__class__)
print([x for x in dir(int) if not x.startswith("_")])
print(max(3, -2**70, 2**70), min([2**65, 5, -1]), sum([2**63, 2**63, -1]))
print(hash(0), hash(1), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(2**100), hash(-10**50))
print(5 == 5.0, 2**53 + 1 == float(2**53 + 1), 2**53 == 2.0**53, 10**400 > 1e308, 10**400 == float("inf"), -10**400 < float("-inf"), 3 < float("nan"))
print(2**1000 > 1e300, 2**53 + 1 > 2.0**53, 2**53 + 1 < 9007199254740994.0, (2**63) == 2.0**63, 2**63 - 1 < 2.0**63)
print(isinstance(True, int), issubclass(bool, int), isinstance(5, (str, int)))
print(str(10**4299)[:5], len(str(10**4299)))
for f in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: (5).foo, lambda: setattr(5, "a", 1), lambda: five(), lambda: five[0], lambda: len(5), lambda: [].x):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits)
sys.set_int_max_str_digits(0)
print(len(str(3**20000)))
