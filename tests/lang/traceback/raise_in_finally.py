# exit: 1
def work():
    try:
        raise OSError("first")
    finally:
        [][0]


work()
