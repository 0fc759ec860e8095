# jit: traces>=1
src = """
def f(n):
    t = 0
    for i in range(n):
        t += g(i) if i % 3 else -i
    return t
def g(x):
    return x * k
"""
out = []
for k in (1, 2.5, 2**62, True):
    ns = {"k": k}
    exec(src, ns)
    out.append(ns["f"](400))
    ns["k"] = 3
    out.append(ns["f"](400))
print(out)
exec("s = 0\nfor i in range(700):\n    s += i\n    if i == 600: s = float(s)\nprint(s, i)")
total = 0
code = compile("v * 2 + w", "<expr>", "eval")
for v in range(300):
    total += eval(code, {"v": v, "w": total & 7})
print(total)
for rep in range(3):
    loc = {}
    exec("acc = []\nfor q in range(150):\n    acc.append(q * rep)\n", {"rep": rep}, loc)
    print(sum(loc["acc"]), loc["q"])
try:
    exec("for z in range(500):\n    10 // (450 - z)")
except ZeroDivisionError as e:
    print(e, z, e.__traceback__.tb_next.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_filename)


class Body:
    n = 0
    for i in range(500):
        n += i
        if i % 2:
            locals()["last"] = i


print(Body.n, Body.i, Body.last)
fs = [eval(f"lambda x: x + {c}") for c in range(5)]
r = 0
for i in range(1000):
    r = fs[i % 5](r)
print(r)
