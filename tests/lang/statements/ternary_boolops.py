def s(x):
    print("s", x, end=" ")
    return x


print(s(1) and s(0) and s(2), s(0) or s("") or s(None), s(1) or s(2), not s(0), s(0) and s(1) or s(3))
print(1 if s(1) else s(2), s("a") if s(0) else s("b"), [1 if x else 2 if x is None else 3 for x in (1, None, 0)])
print([] and 1, [] or {}, None or 0, 0 and 1 / 0, 1 or 1 / 0, "" or "x" and "y", not not [], not [] == True, not (1 and 0))
a, b = 0, 5
print(a or b, a and b, (a or b) and a, a if a else b if b else None, (lambda: a or b)(), [a or b for _ in "x"], {a or b: a and b})
x = a or b or 1 / 0
y = a and 1 / 0
z = (a or b) + (b and 3) * (not a)
print(x, y, z, bool(a or b), True and "yes", False or "no" and 0)


class T:
    def __init__(self, v): self.v = v
    def __bool__(self):
        print("bool", self.v, end=" ")
        return bool(self.v)
    def __repr__(self): return f"T{self.v}"


print(T(1) and T(0) and T(5), T(0) or T(0) or T(2), not T(0), T(1) if T(0) else T(7), all([T(1), T(0), T(1)]), any([T(0), T(3), T(4)]))
if T(0) or T(1) and T(0):
    print("no")
elif not T(0) and T(2):
    print("yes")
while T(a) or T(b < 7):
    b += 1
print(b)
assert T(1) and not T(0)
print([i for i in range(4) if i and i != 2 or i == 0], 5 if None else 6, (1, 2) if 0 else (), *([1] if 1 else [2]), f"{1 if a else 2}")
f = lambda n: n if n < 2 else n * f(n - 1) if n < 10 else None
print(f(1), f(5), f(11), None if 1 else 0 or 5, 1 + (2 if 0 else 3), [0, 1][1 if a else 0], "x" * (a or 2))
