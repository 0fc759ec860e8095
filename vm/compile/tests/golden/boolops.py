def f(a, b, c):
    a = a or []
    x = a and b or c
    a and b()
    return x if a and not b else c
