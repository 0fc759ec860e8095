def f(x):
    class C:
        y = x
        z = [x + i for i in y]
        def m(self): return x
    return C
