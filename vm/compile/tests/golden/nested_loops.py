def f(n, m):
    for i in range(n):
        for j in range(m):
            if i * j > 10:
                break
        while j:
            j -= 1
