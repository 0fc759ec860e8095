def f(a, i):
    a += 1
    a.x *= i
    a[i] |= 3
    a[i := 2] -= i
    return a
