def f(a, g):
    b = a + (a := 5)
    a[0] = g(a, (a := 6))
    return a < (a := 7) < b
