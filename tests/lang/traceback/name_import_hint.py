# exit: 1
def now():
    return math.floor(2.5)


now()
