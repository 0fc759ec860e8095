def f(p):
    with p.a() as x, p.b:
        return x.read()
    with p as (a, b):
        pass
    return a
