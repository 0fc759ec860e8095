def f(d, o):
    for k, v in d:
        o.m(k, v)
    for o.x in d:
        pass
    for a, (b, *c) in d:
        print(a, b, c)
