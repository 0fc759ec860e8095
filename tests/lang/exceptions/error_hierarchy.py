import builtins
names = sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException))
print(len(names))
for n in names:
    c = getattr(builtins, n)
    print(n, [b.__name__ for b in c.__mro__[1:-1]])
print(ValueError("a", 1).args, ValueError.__doc__, KeyError.__module__)
for c in (ValueError, KeyError, OSError, StopIteration, RuntimeError, ArithmeticError):
    try:
        raise c("m")
    except Exception as e:
        print(type(e) is c, e.args, str(e))
for bad, good in ((ZeroDivisionError, lambda: 1 / 0), (KeyError, lambda: {}[1]), (IndexError, lambda: [][0]), (AttributeError, lambda: None.x), (TypeError, lambda: 1 + ""), (ValueError, lambda: int("q")), (NameError, lambda: undefined), (OverflowError, lambda: 2.0**9999), (StopIteration, lambda: next(iter(()))), (UnicodeDecodeError, lambda: b"\xff".decode()), (ImportError, lambda: __import__("zzz_none")), (RecursionError, lambda: (lambda f: f(f))(lambda f: f(f))), (AssertionError, lambda: exec("assert 0")), (SyntaxError, lambda: eval("1 +")), (FileNotFoundError, lambda: open("/nope/x")), (NotImplementedError, lambda: exec("raise NotImplementedError")), (MemoryError, lambda: exec("raise MemoryError('m')")), (IndentationError, lambda: exec("if 1:\nx")), (TabError, lambda: exec("if 1:\n        x=1\n\ty=2"))):
    try:
        good()
    except bad as e:
        print(bad.__name__, type(e).__name__, str(e)[:70])
