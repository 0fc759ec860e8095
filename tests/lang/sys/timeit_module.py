import timeit
t = timeit.timeit("x = 1 + 1", number=100)
print(type(t), t >= 0)
n = []
print(timeit.timeit(lambda: n.append(1), number=50) >= 0, len(n))
print(len(timeit.repeat("pass", number=10, repeat=3)), timeit.default_timer.__name__)
T = timeit.Timer("f(2)", setup="def f(x): return x * x", globals={"k": 3})
print(T.timeit(10) >= 0)
k, r = timeit.Timer("pass").autorange() if False else (1, 0.0)
print(timeit.timeit("a.append(i); i += 1", setup="a = []; i = 0", number=20) >= 0)
try:
    timeit.timeit("1 +", number=1)
except SyntaxError as e:
    print(e.msg)
try:
    timeit.timeit("undefined_name", number=1)
except NameError as e:
    print(e)
