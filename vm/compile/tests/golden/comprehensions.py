def f(xs, n):
    a = [x * n for x in xs if x > 0]
    b = {x for x in a}
    c = {k: v for k, v in b}
    d = [y for x in xs for y in x]
    return (x + n for x in d)
