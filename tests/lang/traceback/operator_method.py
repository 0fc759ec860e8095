# exit: 1
class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        return V(self.x + o.x)

    def __getitem__(self, i):
        return self.x[i]


v = V(1) + V(2)
w = (v
     + 5)
