eg = ExceptionGroup("grp", [ValueError(1), TypeError("t"), ExceptionGroup("in", [KeyError("k"), ValueError(2)])])
print(eg, repr(eg), eg.message, eg.exceptions, len(eg.exceptions))
print(eg.subgroup(ValueError), eg.subgroup(lambda e: isinstance(e, KeyError)), eg.subgroup(OSError), eg.split(ValueError), eg.derive([OSError()]))
try:
    raise eg
except* ValueError as g:
    print("V", repr(g))
except* (TypeError, KeyError) as g:
    print("TK", repr(g))
try:
    try:
        raise eg
    except* ValueError:
        print("v")
except ExceptionGroup as rest:
    print("rest", repr(rest), rest.__context__)
try:
    raise ValueError("naked")
except* ValueError as g:
    print(repr(g))


def f():
    try:
        pass
    except* ValueError:
        return_ = 1
    else:
        print("else")
    finally:
        print("finally")


f()
try:
    try:
        raise ExceptionGroup("a", [ValueError(1), KeyError(2)])
    except* ValueError as e:
        raise OSError("new")
except BaseException as e:
    print(repr(e), [repr(x) for x in e.exceptions])
try:
    try:
        raise ExceptionGroup("a", [ValueError(1), KeyError(2)])
    except* ValueError as e:
        raise
    except* KeyError:
        pass
except BaseException as e:
    print(repr(e))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for args in (("m", []), ("m", 5), (5, [ValueError()]), ("m",), ("m", [ValueError])):
    try:
        ExceptionGroup(*args)
    except Exception as e:
        print(type(e).__name__, e)
try:
    try:
        raise eg
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
