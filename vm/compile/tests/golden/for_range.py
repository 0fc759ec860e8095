def f(n):
    t = 0
    for i in range(n):
        if i == 3:
            continue
        if i > 7:
            break
        t += i
    else:
        t = -1
    return t
