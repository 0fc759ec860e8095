# exit: 1
import lib_trace.work
from lib_trace import work as w

print(w.safe(4))
w.outer(0)
