def f(a, b, c):
    if a and (b or not c):
        return 1
    if (a if b else c):
        return 2
    if a is b or a is not None:
        return 3
