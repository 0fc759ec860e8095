# exit: 1
class C:
    def __init__(self):
        self.blech = 1

    def go(self):
        return blech


C().go()
