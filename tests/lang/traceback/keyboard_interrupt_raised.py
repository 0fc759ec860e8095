# exit: 130
def f():
    raise KeyboardInterrupt


f()
