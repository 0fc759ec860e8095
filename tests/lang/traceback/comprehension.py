# exit: 1
def f(v):
    return 10 // v


def g():
    return {k: [f(i) for i in range(k, -1, -1)] for k in (1, 2)}


g()
