import io
import sys
import traceback


def low(x):
    return 1 / x


def high(x):
    try:
        low(x)
    except ZeroDivisionError as e:
        raise ValueError("high failed") from e


try:
    high(0)
except ValueError as e:
    text = traceback.format_exc()
    print(text)
    print(text == "".join(traceback.format_exception(e)), text == "".join(traceback.format_exception(type(e), e, e.__traceback__)))
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    print("".join(traceback.format_exception(e, chain=False)))
    print(traceback.format_tb(e.__traceback__), len(traceback.format_tb(e.__traceback__, limit=1)))
    for f in traceback.extract_tb(e.__traceback__):
        print(f.lineno, f.name, f.line, f.filename.endswith("traceback_module.py"), len(f), f[1], tuple(f)[2])
    out = io.StringIO()
    traceback.print_exc(file=out)
    traceback.print_exc(limit=1, file=out, chain=False)
    traceback.print_tb(e.__traceback__, file=out)
    traceback.print_exception(e, limit=-1, file=out)
    print(out.getvalue())
    te = traceback.TracebackException.from_exception(e)
    print(te.exc_type, str(te), len(te.stack), list(te.format_exception_only()), "".join(te.format()) == text, te.__cause__.exc_type)
    traceback.print_exc()
print(traceback.format_exc(), end="")


def stack():
    s = traceback.extract_stack()
    return [(f.name, f.lineno, f.line) for f in s], traceback.format_stack(limit=1)[0].split(",", 1)[1]


print(stack())


def deep(n):
    if n == 0:
        raise KeyError("bottom")
    deep(n - 1)


try:
    deep(10)
except KeyError as e:
    print(traceback.format_exc())
    e.add_note("a note")
    print(traceback.format_exception_only(e))
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError("t")])
except ExceptionGroup:
    print(traceback.format_exc())
try:
    compile("a b", "<text>", "exec")
except SyntaxError as e:
    print(traceback.format_exception_only(e))
print(traceback.format_list([("file", 3, "func", "code line")]), traceback.StackSummary.from_list([("f", 1, "n", None)])[0].name)
