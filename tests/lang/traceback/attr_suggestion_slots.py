# exit: 1
class P:
    __slots__ = ("first", "second")


p = P()
p.first = 1
p.frist = 2
