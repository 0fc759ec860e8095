class E(Exception):
    pass


class WithInit(Exception):
    def __init__(self, code, msg="m"):
        super().__init__(code, msg)
        self.code = code


class NoSuper(Exception):
    def __init__(self, a):
        self.a = a


class Str(Exception):
    def __str__(self):
        return "custom str"


class Repr(Exception):
    def __repr__(self):
        return "<Repr!>"


for e in (E(), E("a"), E("a", 1), E(("t",)), E(None), E(""), WithInit(5), NoSuper("x"), Str(1), Repr(2), ValueError("it's"), KeyError("k"), KeyError("a", "b"), KeyError(), KeyError(5), OSError(2, "No such"), OSError(2, "No such", "file.txt"), OSError("one"), OSError(1, 2, 3, 4, 5), StopIteration(7), SystemExit(3), SystemExit("msg"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), UnicodeEncodeError("ascii", "é", 0, 1, "no"), SyntaxError("msg"), SyntaxError("msg", ("f.py", 3, 5, "text")), ImportError("im", name="n", path="p"), AttributeError("at", name="n", obj=5), NameError("nm", name="q")):
    print(type(e).__name__, str(e), repr(e), e.args, e.__dict__)
o = OSError(2, "No such", "f", None, "g")
print(o.errno, o.strerror, o.filename, o.filename2, str(o), type(OSError(2, "x")), type(OSError(13, "x")), type(OSError(17, "x")), type(OSError(32, "x")), type(OSError(9999, "x")), IOError is OSError, EnvironmentError is OSError)
s = SyntaxError("msg", ("f.py", 3, 5, "text"))
print(s.filename, s.lineno, s.offset, s.text, s.msg, s.end_lineno)
print(StopIteration(7).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, KeyError("x").args, ImportError("a", name="b").name, AttributeError("at", name="n", obj=5).obj)
e = E("a")
e.args = [1, 2]
e.x = 5
print(e, e.args, repr(e), e.__dict__)
e.add_note("note 1")
e.add_note("note 2")
print(e.__notes__)
try:
    e.add_note(5)
except TypeError as x:
    print(x)
try:
    e.args = 5
except TypeError as x:
    print(x)
print(E.__mro__, issubclass(ZeroDivisionError, ArithmeticError), issubclass(KeyError, LookupError), issubclass(E, BaseException), issubclass(KeyboardInterrupt, Exception), issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), issubclass(UnboundLocalError, NameError), issubclass(FileNotFoundError, OSError), issubclass(UnicodeError, ValueError), issubclass(BrokenPipeError, ConnectionError), issubclass(NotImplementedError, RuntimeError), issubclass(FloatingPointError, ArithmeticError), issubclass(IndentationError, SyntaxError), issubclass(TabError, IndentationError))
for f in (lambda: E(x=1), lambda: WithInit(), lambda: KeyError(a=1), lambda: OSError(x=1), lambda: ImportError(foo=1), lambda: UnicodeDecodeError("a"), lambda: BaseExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup("m", [KeyboardInterrupt()])):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)
try:
    raise WithInit(404, "gone")
except E:
    print("no")
except WithInit as w:
    print(w.code, w, w.args)
class M(ValueError, KeyError): pass
for c in (ValueError, KeyError, LookupError):
    try:
        raise M("multi")
    except c as m:
        print(c.__name__, m, repr(m))
print(E("a") == E("a"), hash(E) is not None, E("a").args == E("a").args)
