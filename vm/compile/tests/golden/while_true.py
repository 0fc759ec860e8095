def f(q):
    while True:
        x = q.pop()
        if x is None:
            return
        if not x:
            break
        q.push(x + 1)
    while (c := q.read()):
        print(c)
