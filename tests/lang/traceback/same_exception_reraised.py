# exit: 1
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        print("cleanup")
        raise


def g():
    try:
        f()
    except ArithmeticError as e:
        raise e


g()
