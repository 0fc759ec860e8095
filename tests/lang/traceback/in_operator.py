# exit: 1
def has(x, xs):
    return x in xs and x not in None


has(1, [1])
