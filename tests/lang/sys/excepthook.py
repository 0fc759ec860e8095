# exit: 1
import sys


def hook(t, v, tb):
    print("hook", t.__name__, v, tb.tb_lineno, file=sys.stderr)
    sys.__excepthook__(t, v, tb)


sys.excepthook = hook


def f():
    raise KeyError("hooked")


f()
