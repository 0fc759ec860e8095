print("two start")
import lib_circ.one as one
print("one has A:", hasattr(one, "A"), "use:", hasattr(one, "use"))
B = "b"


def late():
    return one.A + B
