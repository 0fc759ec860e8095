def f(a):
    for x in a:
        try:
            if x:
                break
            if x.y:
                return x.z
        finally:
            a.close()
