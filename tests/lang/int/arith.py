def e(f, *a):
    try:
        print(f(*a))
    except Exception as x:
        print(type(x).__name__, x)


for a in (-7, -1, 0, 1, 7, 2**31, -2**63, 2**63 - 1, 2**63, 10**30):
    for b in (-3, 0, 2, 2**62, -10**20):
        print(a, b, a + b, a - b, a * b, end=" | ")
        if b:
            print(a // b, a % b, divmod(a, b), a / b)
        else:
            print()
e(lambda: 1 // 0)
e(lambda: 1 % 0)
e(lambda: 1 / 0)
e(lambda: divmod(1, 0))
e(lambda: 10**400 / 1)
e(lambda: 10**400 / 10**399)
e(lambda: 1 / 10**400)
e(lambda: 2**1074 / 3**700)
e(lambda: 0 ** -1)
print(+True, -True, ~True, abs(-5), abs(-2**63), -(-2**63))
print(7 .__add__(3), (7).__sub__("x"), int.__floordiv__(7, 2.0))
