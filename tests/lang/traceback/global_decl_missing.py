# exit: 1
count = 0


def bump():
    count = count + 1


bump()
