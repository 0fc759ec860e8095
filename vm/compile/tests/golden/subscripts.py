def f(a, i):
    a[0] = a[-1]
    del a[i]
    a[i:i + 1] = a[::2]
    return a[1:, ..., i]
