print("one start")
A = "a"
import lib_circ.two
print("one end", lib_circ.two.B)


def use():
    return lib_circ.two.late()
