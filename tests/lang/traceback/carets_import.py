# exit: 1
import math
from math import floor
from lib_trace.work import safe, not_there
