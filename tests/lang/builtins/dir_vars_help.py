class A:
    x = 1
    def __init__(self): self.y = 2
    def m(self): pass


a = A()
print([n for n in dir(a) if not n.startswith("__")], vars(a), vars(A)["x"], sorted(n for n in dir() if not n.startswith("_")), "x" in dir(A))
print(len([n for n in dir(object)]), sorted(set(dir(int)) - set(dir(object)))[:12], dir([])[-3:], [n for n in dir("") if n.startswith("is")])
def f(p):
    q = 1
    return dir(), sorted(vars()), locals() == vars()
print(f(0))
print(type(a).__name__, a.__class__ is A, type(A), isinstance(a, A), id(a) == id(a), callable(a.m), hasattr(a, "m"), getattr(a, "y"), getattr(a, "z", None))
print(A.__dict__.keys() >= {"x", "__init__", "m", "__module__"}, A.__module__, A.m.__name__, a.m.__func__ is A.m, object.__doc__[:20], int.__doc__[:12])
for n in ("int", "print", "len", "Exception", "True", "None", "__name__", "__doc__"):
    import builtins
    print(n, hasattr(builtins, n), end=" ")
print()
import math, types
print([n for n in dir(math) if n.startswith("is")], math.__name__, types.ModuleType("m", "doc").__doc__, types.SimpleNamespace(a=1, b="x"), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))
ns = types.SimpleNamespace()
ns.z = 5
print(ns, vars(ns), ns.z)
print(hash(None) == hash(None), hash(...) == hash(...), hash(int) == hash(int), id(None) == id(None), None is None, type(None).__name__, bool(None), str(None))
