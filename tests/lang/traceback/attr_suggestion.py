# exit: 1
class Shape:
    def __init__(self):
        self.colour = "red"

    def area(self):
        return 1


s = Shape()
print(s.colour)
print(s.color)
