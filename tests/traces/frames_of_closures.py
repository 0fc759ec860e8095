# jit: traces>=1
# Frames of closures that traces inline: variables in cells are among their locals, though nothing reads them any more.
import sys
def where():
    return str(sorted(sys._getframe(1).f_locals.items()))
def f1():
    o = []
    for i24 in range(200):
        def g():
            for j in range(1):
                if j == i24: return j
            return where()
        o.append(g())
    return o
print(f1()[-5:])
def f2():
    o = []
    for i24 in range(200):
        def g():
            for j in range(1):
                if j == i24: return j
            return sys._getframe()
        o.append(str(sorted(g().f_locals.items())) if i24 else 0)
    return o
print(f2()[-5:])
