class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): return 1
class EnterFails:
    def __enter__(self): raise OSError("enter")
    def __exit__(self, *a): print("never")
class ExitFails:
    def __enter__(self): return self
    def __exit__(self, *a): raise KeyError("exit")
class InstanceOnly:
    pass


i = InstanceOnly()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: None
for c in (NoEnter(), NoExit(), 5, None, i, EnterFails(), ExitFails()):
    try:
        with c:
            print("body")
    except Exception as e:
        print(type(e).__name__, e, repr(e.__context__))
try:
    with ExitFails():
        raise ValueError("body")
except KeyError as e:
    print(repr(e), repr(e.__context__))
try:
    with EnterFails() as x:
        pass
except OSError:
    print("x" in globals())
class Log:
    def __init__(self, n): self.n = n
    def __enter__(self):
        print("+", self.n, end=" ")
        if self.n == 2:
            raise RuntimeError("two")
    def __exit__(self, *a): print("-", self.n, a[0], end=" ")
try:
    with Log(1), Log(2), Log(3):
        pass
except RuntimeError as e:
    print(e)
import contextlib
@contextlib.contextmanager
def cm(v):
    print("setup", end=" ")
    try:
        yield v
    except ValueError as e:
        print("handled", e, end=" ")
    finally:
        print("teardown")
with cm(5) as v:
    print(v, end=" ")
with cm(6):
    raise ValueError("ve")
try:
    with cm(7):
        raise KeyError("ke")
except KeyError as e:
    print(e)
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
with contextlib.ExitStack() as st:
    st.enter_context(cm(1))
    st.callback(print, "callback")
    print("in stack")
with contextlib.nullcontext(3) as n:
    print(n)
