def f():
    global n
    n += 1
    del n
    return print
