log = []


def v(x):
    log.append(x)
    return x


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 == 1, 1 < 2 > 1, 1 != 2 != 1, 1 < 2 == 2, (1 < 2) == 2)
print(v(1) < v(0) < v(5), log, v(1) < v(2) < v(3), log)
print(1 in [1] == True, (1 in [1]) == True, not 1 < 2 < 3, 1 < 2 and 3 < 2 or 5)
print("a" < "b" in "abc", 3 in [3] in [[3]], None is None is not Ellipsis, [] == [] != [1])


class C:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        print(self.n, "<", o.n, end="; ")
        return self.n < o.n and "yes"
    def __bool__(self): return False


print(C(1) < C(2) < C(3), C(2) < C(1) < C(0))


class R:
    def __init__(self, r): self.r = r
    def __gt__(self, o): return self.r


print(R([]) > 1 > 0, R([1]) > 1 > 0, R(0) > 1 > 0, R("x") > 2)
x = 5
print(0 < x < 10 < 20 <= 20 != 3, 0 <= x < 5, x == 5 in (5, 6), -1 < -x < 0)
def cmp(a, b, c): return a <= b <= c
print([cmp(1, k, 3) for k in range(5)])
try:
    1 < "a" < (1 / 0)
except TypeError as e:
    print(e)
print(1 > 2 < (1 / 0 if False else 0) , 1 > 2 < "never compared")
if 1 < x < 3 or 4 < x < 6:
    print("cond")
while 0 < x <= 5:
    x -= 2
print(x, [n for n in range(20) if 3 < n < 9 != n - 1], 1 < 2 < 3 < 4 < 5 > 4 > 3)
