# exit: 1
def show(items):
    prnt(items)


show([1])
