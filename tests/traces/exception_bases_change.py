# jit: traces>=1
# Exceptions whose classes get other bases, or die.
class E1(Exception): pass
class E2(Exception): pass
class F(E1): pass
class G(F): pass
def exc(n, objs):
    o = []
    for i in range(n):
        try:
            raise objs[i & 1]
        except E2: o.append("e2")
        except E1: o.append("e1")
        if i == 40: F.__bases__ = (E2,)
        if i == 60: F.__bases__ = (E1, E2)
        if i == 70: F.__bases__ = (E1,)
    return o[38:44] + o[58:64] + o[68:74]
for k in range(4): print(exc(90, [F(1), G(2)]))
def thrower(x): raise x
def exc2(n, x):
    o = []
    for i in range(n):
        try:
            thrower(x)
        except E2: o.append("e2")
        except (E1, KeyError) as e: o.append(e.args)
        if i == 40: F.__bases__ = (E2,)
        if i == 70: F.__bases__ = (E1,)
    return o[38:44] + o[68:74]
for k in range(4): print(exc2(90, F(3)), exc2(90, G(4)))
def mk(b):
    class L(b): pass
    return L()
import gc
def exc3(n):
    o = []
    for i in range(n):
        x = mk(E1 if (i // 10) % 2 else E2)
        try: thrower(x)
        except E1: o.append(1)
        except E2: o.append(2)
        x = None
        if i % 10 == 9: gc.collect()
    return o
for k in range(3): print(exc3(60))
