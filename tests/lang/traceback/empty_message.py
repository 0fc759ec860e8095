# exit: 1
class Custom(Exception):
    def __str__(self):
        return ""


raise Custom(1, 2)
