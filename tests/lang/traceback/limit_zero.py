# exit: 1
import sys
import traceback


def f():
    1 / 0


sys.tracebacklimit = 1
try:
    f()
except ZeroDivisionError:
    print(traceback.format_exc())
sys.tracebacklimit = 0
try:
    f()
except ZeroDivisionError:
    print(traceback.format_exc())
f()
