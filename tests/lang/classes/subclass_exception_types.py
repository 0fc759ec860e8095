class E1(Exception): pass
class E2(E1):
    def __init__(self, msg, code):
        super().__init__(msg)
        self.code = code
class E3(E2, KeyError):
    def __str__(self): return f"E3<{self.args}>"
class E4(OSError): pass
class E5(StopIteration): pass
class E6(SystemExit): pass
class E7(Exception): pass


for e in (E1("a"), E2("b", 5), E3("c", 6), E4(2, "nf"), E5(9), E6(3), E7()):
    try:
        raise e
    except E3 as x:
        print("E3", x, x.code, x.args)
    except E2 as x:
        print("E2", x, x.code)
    except (E1, OSError) as x:
        print(type(x).__name__, x, x.args, getattr(x, "errno", None))
    except StopIteration as x:
        print("stop", x.value)
    except SystemExit as x:
        print("exit", x.code)
    except Exception as x:
        print("other", repr(x))
print([c.__name__ for c in E3.__mro__], issubclass(E3, LookupError), repr(E3("q", 1)), E2("m", 1).__dict__)
try:
    E2("only msg")
except TypeError as x:
    print(x)
class Ctx(Exception):
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return v is self
with Ctx("c") as c:
    raise c
print("survived", c.args, c.__traceback__ is not None)
class Meta(type):
    def __instancecheck__(cls, o): return True
class Fake(Exception, metaclass=Meta): pass
try:
    try:
        raise ValueError
    except Fake:
        print("wrong: except uses the real class")
except ValueError:
    print("not fooled", isinstance(5, Fake))
class Callable(Exception):
    def __call__(self): return "called"
print(Callable()(), Callable("x") == Callable("x"), len({Callable(), Callable()}))
def gen():
    try:
        yield
    except E1 as e:
        yield type(e).__name__
g = gen()
next(g)
print(g.throw(E2("t", 0)))
try:
    raise E1("one") from E2("two", 2)
except E1 as x:
    print(repr(x.__cause__), x.__cause__.code)
