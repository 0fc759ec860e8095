def f(a, k):
    g()
    g(a, 1)
    a.m(1).n(k)
    g(a, key=k)
    a.m(*k)
    g(1, *a, x=1, **k, y=2)
    g(**k)
