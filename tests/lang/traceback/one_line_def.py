# exit: 1
def f(x): return g(x); y = 1
def g(x): raise KeyError(x) if x else ValueError("zero")
f(0) if False else f("k")
