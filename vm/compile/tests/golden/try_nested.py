def f(a):
    try:
        try:
            return a()
        except E:
            pass
        finally:
            a.b()
    except F as e:
        raise e from None
