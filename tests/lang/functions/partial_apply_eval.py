print(eval("1 + 2"), eval("a * b", {"a": 3, "b": 4}), eval(compile("[i for i in range(3)]", "<s>", "eval")), eval(" 5"), eval("lambda: 3")())
ns = {}
exec("def f(x):\n    return x * k\nk = 7", ns)
print(ns["f"](3), sorted(k for k in ns if k != "__builtins__"))
exec("a = 1; b = a + 1\nfor i in range(3): a += i", ns)
print(ns["a"], ns["b"], ns["i"])


def local_exec():
    v = 1
    exec("v = 2; w = 3")
    d = {}
    exec("q = v", {"v": 10}, d)
    return v, d, "w" in locals()


print(local_exec())
loc = {}
exec("x = 5\ny = [x for _ in range(2)]" if False else "x = 5\ny = x", {}, loc)
print(loc)
code = compile("z = 10\nz * 2", "<my file>", "exec")
print(exec(code, ns), ns["z"], code.co_filename, code.co_name)
for src, mode in (("1 +", "eval"), ("x = 1", "eval"), ("", "eval"), ("if", "exec"), ("1", "bad"), ("  x = 1", "exec"), ("a b", "eval"), ("def f(:", "exec")):
    try:
        compile(src, "<t>", mode)
    except Exception as e:
        print(type(e).__name__, e)
for f in (lambda: eval(5), lambda: exec(5), lambda: eval("x", 5), lambda: eval("nope"), lambda: eval("1/0"), lambda: exec("raise KeyError(3)"), lambda: eval("1", {}, 5), lambda: eval(b"1 + 1"), lambda: eval("(yield)")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
single = compile("1 + 1", "<s>", "single")
exec(single)
exec("'shown only in single'")
g = {"__builtins__": {"len": lambda x: 99}}
print(eval("len([])", g))
try:
    eval("abs(1)", g)
except NameError as e:
    print(e)
print(eval("__import__('math').floor(2.5)"), eval("[x for x in y if x > t]", {"y": [1, 2, 3], "t": 1}), eval("{k: v for k, v in zip('ab', (1, 2))}"))


class NS(dict):
    def __getitem__(self, k):
        return "dyn_" + k if k not in self else dict.__getitem__(self, k)


print(eval("foo", {}, NS()), eval("bar + baz", {}, NS(bar="B")))
import functools
p = functools.partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, functools.partial(p, "11")(), functools.partial(max, 5)(3, 9), repr(functools.partial(print, 1, sep="-")))
