# exit: 1
class Base:
    def __init__(self, n):
        self.n = 100 / n


class Sub(Base):
    def __init__(self, n):
        super().__init__(n - 1)


Sub(2)
Sub(1)
