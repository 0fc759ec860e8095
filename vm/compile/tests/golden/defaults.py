def f(g, a=1, *args: int, k=g, **kw) -> str:
    return a
def h(a, /, b=[]): pass
