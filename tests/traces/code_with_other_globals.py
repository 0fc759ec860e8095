# jit: traces>=1
# The same code object runs in several namespaces.
import types

k = 10


def f(n):
    s = 0
    for i in range(n):
        s += i * k
    return s + k


def small(a):
    return a + k


others = [{"k": v, "range": range} for v in (1, 2.5, 100)]
for name in ("f", "small"):
    code = globals()[name].__code__
    made = [types.FunctionType(code, g) for g in others]
    print([h(5) for h in made], [h(2000) for h in made], globals()[name](2000), [h(2000) for h in made[::-1]])
source = compile("def g(x):\n    t = 0\n    for i in range(300):\n        t += x * scale\n    return t + scale\nout = [g(i) for i in range(5)]", "<shared>", "exec")
for scale in (1, 3, 0.5):
    ns = {"scale": scale}
    exec(source, ns)
    print(ns["out"], ns["g"](7))
