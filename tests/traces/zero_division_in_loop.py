# jit: traces>=1
# exit: 1
def inverse_sum(n):
    total = 0.0
    for i in range(n, -n, -1):
        total += 1 / i
    return total


class Acc:
    def __init__(self):
        self.v = 0

    def add(self, x):
        self.v += 1000 // x
        return self.v


a = Acc()
try:
    for i in range(600, -1, -1):
        a.add(i)
except ZeroDivisionError as e:
    print(e, i, a.v)
print(inverse_sum(1) if False else "next")
inverse_sum(900)
