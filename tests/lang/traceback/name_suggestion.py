# exit: 1
counter = 5


def use():
    return countre + 1


use()
