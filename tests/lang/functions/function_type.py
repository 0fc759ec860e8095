import types


def f(a, b=2):
    """Doc."""
    return a + b


F = types.FunctionType
g = F(f.__code__, {"k": 100, "__name__": "other"})
print(g.__name__, g.__module__, g.__doc__, g.__defaults__, g(1, 2), F(f.__code__, globals(), "renamed", (5, 6))(), type(f) is F)
print(F(code=f.__code__, globals=globals(), name=None, argdefs=(7,), closure=None)(1))


def outer(x):
    def inner(y):
        return x * y

    return inner


i = outer(3)
print(F(i.__code__, globals(), closure=i.__closure__)(5), F(i.__code__, {}, "n", (4,), (types.CellType(9),))())
for args in ((), (1,), (1, 2), (f.__code__,), (f.__code__, 1), (f.__code__, {}, 5), (f.__code__, {}, None, [1]), (i.__code__, {}), (i.__code__, {}, None, None, []), (i.__code__, {}, None, None, ()), (i.__code__, {}, None, None, (1,)), (f.__code__, {}, None, None, i.__closure__), (f.__code__, {}, None, None, None, 6)):
    try:
        print(F(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for args in ((), (5,), (1, 2)):
    try:
        print(types.CellType(*args).cell_contents)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(f.__code__.co_consts[0], outer.__code__.co_consts[0])
scope = {"__builtins__": {"len": lambda x: 99, "print": print}}
print(eval("len([])", scope), eval("len('abc')"))
exec("def h(v):\n    return len(v)\nn = h('abc')", scope)
print(scope["n"], scope["h"]("x"))
for text in ("abs(1)", "[x for x in range(3)]"):
    try:
        print(eval(text, scope))
    except NameError as e:
        print(e)
exec("n = [len(str) if 0 else len(k) for k in ('a', 'b')]", scope, scope)
print(scope["n"])
