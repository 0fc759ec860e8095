def f(a):
    while True:
        pass
    return a
def g(a):
    return 1
    a = 2
def h(a):
    if a:
        return 1
    else:
        return 2
