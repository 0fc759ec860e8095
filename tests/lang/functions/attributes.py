def f(a, b: int = 2, *c, d: "str" = 4, **e) -> list:
    """Doc of f."""
    x = a
    return x


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__dict__, f.__closure__)
c = f.__code__
print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_nlocals, c.co_flags & 0x0C, c.co_firstlineno, c.co_filename, c.co_freevars, c.co_cellvars, c.co_qualname, c.co_consts[0])
f.attr = [1]
f.__name__ = "renamed"
f.__doc__ = None
print(f.attr, f.__dict__, f.__name__, f.__qualname__, f.__doc__)
try:
    f.__name__ = 5
except TypeError as e:
    print(e)
try:
    f.nope
except AttributeError as e:
    print(e)
try:
    f.__code__ = 1
except TypeError as e:
    print(e)
try:
    f.__defaults__ = [1]
except TypeError as e:
    print(e)


class C:
    def m(self):
        def inner(): pass
        return inner

    l = lambda self: 0
    @staticmethod
    def s(): pass


o = C()
print(C.m.__qualname__, o.m().__qualname__, C.l.__qualname__, o.m.__name__, o.m.__self__ is o, o.m.__func__ is C.m, C.s.__qualname__, o.m == o.m, o.m is o.m, hash(o.m) == hash(o.m), o.m == C().m)
try:
    o.m.x = 1
except AttributeError as e:
    print(e)
print((lambda: 0).__name__, (lambda: 0).__qualname__, len.__name__, len.__qualname__, [].append.__qualname__, str.upper.__name__, type(len), type([].append), type(str.upper), type(f), type(o.m), type(C.__init__), type(o.__init__), type(dict.fromkeys), type(C.__dict__["s"]), callable(f), callable(C), callable(5), callable(o))


def g():
    """   indented

    more
    """
    yield


print(repr(g.__doc__), f.__globals__ is globals(), f.__builtins__ is not None, f.__type_params__)
import types
h = types.FunctionType(f.__code__, {"__builtins__": {}}, "h", (5, 6))
h.__kwdefaults__ = {"d": 1}
print(h(), h.__name__, isinstance(h, types.FunctionType), types.MethodType(lambda s, a: (s, a), 7)(8))
print(f.__get__(5)(), f.__get__(None, int) is f, f.__call__(3), c == c, f.__code__ == f.__code__, c.replace(co_name="zz").co_name)
print(list(c.co_lines())[0][2] == c.co_firstlineno, bool(c.co_code), c.co_names, g.__code__.co_flags & 0x20)
