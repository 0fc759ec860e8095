def f(a):
    try:
        a()
    except* E as e:
        print(e)
    except* F:
        pass
