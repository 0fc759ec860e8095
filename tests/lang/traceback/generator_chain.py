# exit: 1
def numbers():
    yield 1
    yield 1 // 0


def doubled(it):
    for n in it:
        yield n * 2


def total(it):
    return sum(x for x in doubled(it))


total(numbers())
