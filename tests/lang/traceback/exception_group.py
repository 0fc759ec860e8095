# exit: 1
def make(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        return e


raise ExceptionGroup("several", [make(1), make(2), ExceptionGroup("inner", [TypeError("t")])])
