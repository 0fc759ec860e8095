# Traceback entries: exceptions raised again in another function's handler, and thrown into generators that never began.
import traceback
def helper():
    raise
def h2():
    helper()
def f(i):
    try:
        1 // 0
    except ZeroDivisionError as e:
        if i: h2()
        raise
def rec(n):
    try:
        if n == 0: raise ValueError
        rec(n - 1)
    except ValueError:
        raise
for k in range(40):
    for g in (lambda: f(0), lambda: f(1), lambda: rec(2)):
        try: g()
        except Exception as e:
            if k in (0, 39): print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)])
def gen():
    try:
        yield 1
    except ValueError:
        print("no")
g = gen()
try: g.throw(ValueError(1))
except ValueError as e: print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)])
try: g.throw(KeyError(1))
except KeyError as e: print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)])
def outer(): yield from gen()
try: outer().throw(ValueError(1))
except ValueError as e: print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)])
o = outer(); next(o)
try: o.throw(KeyError(1))
except KeyError as e: print([(t.lineno, t.name) for t in traceback.extract_tb(e.__traceback__)])
