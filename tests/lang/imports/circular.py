import lib_circ.one
import lib_circ.two as two
print(lib_circ.one.A, two.B, two.late())
from lib_circ.one import use
print(use())
try:
    import lib_circ.bad_a
except ImportError as e:
    print(str(e).split(" (")[0])
