# exit: 1
from lib_trace.work import sfae
