# exit: 1
class Outer:
    class Inner(Exception):
        pass


def local():
    class Hidden(Outer.Inner):
        pass
    raise Hidden("qualified")


local()
