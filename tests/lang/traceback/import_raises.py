# exit: 1
print("first")
import lib_raises
