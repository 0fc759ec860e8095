def grade(n):
    if n >= 90: return "A"
    elif n >= 80: return "B"
    elif n >= 70: return "C"
    else: return "F"
def classify(v):
    if v is None: k = "none"
    elif isinstance(v, bool): k = "bool"
    elif isinstance(v, int):
        if v < 0: k = "neg"
        elif v == 0: k = "zero"
        else:
            k = "even" if v % 2 == 0 else "odd"
    elif isinstance(v, (list, tuple)) and v: k = f"seq of {classify(v[0])}"
    elif not v: k = "empty"
    else: k = type(v).__name__
    return k
print([grade(n) for n in (95, 85, 75, 10)], [classify(v) for v in (None, True, -1, 0, 3, 4, [1], (None,), [], "", "s", {}, 2.5, [[]])])
def leap(y): return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
def days(y, m):
    if m == 2: return 29 if leap(y) else 28
    return 30 if m in (4, 6, 9, 11) else 31
def weekday(y, m, d):
    if m < 3: m, y = m + 12, y - 1
    return (d + 13 * (m + 1) // 5 + y + y // 4 - y // 100 + y // 400) % 7
print([y for y in range(1896, 1913) if leap(y)], [days(2024, m) for m in range(1, 13)], weekday(2024, 2, 29), weekday(2000, 1, 1))
n = 0
for y in range(1901, 2001):
    for m in range(1, 13):
        if weekday(y, m, 1) == 1: n += 1
print(n)
pass; pass
if 1: pass
elif 2: print("no")
x = 5 if 0 else 6 if 0 else 7; print(x)
if x == 7 and \
   x > 3:
    print("continued")
if (x == 7
        or x == 8):
    print("paren")
while x: x -= 1
else: print("x", x)
if not x: y = [1,
    2,

    3]
print(y); z = {
    "a": 1,  # comment
    # only comment

    "b": 2,
}; print(z)
def empty(): ...
def doc():
    # comment first
    "still docstring"
def oneliner(a, b): return a if a > b else b; print("never")
print(empty(), doc.__doc__, oneliner(1, 2))
