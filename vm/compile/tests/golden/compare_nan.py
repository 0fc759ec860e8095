def f(a, b):
    if not a < b:
        return 1
    while a <= b and not (a > 3 or b is None):
        a += b
    return a != b
