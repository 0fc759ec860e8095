def f(a, b, c):
    x = a < b <= c
    if a == b != c:
        x = 1
    if not (a < b < 5):
        x = 2
    return x
