# exit: 1
class P:
    def __init__(self):
        self.value = None


def read(p):
    return p.value.inner.deep + 1


print(read(P()))
