# jit: traces>=1
"""Functions made in a loop: called there, kept, called through others of the same code."""


def make_counter(step):
    count = 0

    def bump(by=1):
        nonlocal count
        count += step * by
        return count

    return bump


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x

    return composed


def shared_code(n):
    counters = [make_counter(s) for s in (1, 2, 5)]
    adders = [(lambda k: lambda x: x + k)(k) for k in range(8)]
    acc = 0
    for i in range(n):
        acc += counters[i % 3]()
        acc = adders[i & 7](acc)
        if i % 10 == 0:
            acc += counters[1](by=3)
        acc &= 0xFFFFFFF
    print(acc, [c(0) for c in counters])


def made_and_called(n):
    acc = 0
    for i in range(n):
        k = i & 15

        def f(x, y=k, *, z=2):
            """Adds."""
            return x + y + z + k

        acc += f(i) + f(i, 1) + f(i, z=0)
        g = lambda: acc + i
        acc = g() & 0xFFFFF
    print(acc, f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__module__)


def kept(n):
    out = []
    for i in range(n):
        out.append(lambda x, i=i: x * i)
        if i % 7 == 0:
            out.append(compose(lambda x: x + 1, out[-1]))
    print(sum(f(2) for f in out), out[3].__defaults__, out[-1].__name__)


def different_defaults(n):
    def make(d):
        def f(x=d):
            return x, d
        return f

    fs = [make(1), make(2.5), make("s")]
    seen = []
    for i in range(n):
        seen.append(fs[i % 3]())
    print(seen[:3], seen[-3:])


def other_globals(n):
    code = "def f(x):\n    def g():\n        return x + base\n    return g\n"
    spaces = [{"base": 1}, {"base": 100}]
    for s in spaces:
        exec(compile(code, "c", "exec"), s)
    gs = [s["f"](5) for s in spaces]
    acc = 0
    for i in range(n):
        acc += gs[i & 1]()
    print(acc)


shared_code(300)
made_and_called(200)
kept(100)
different_defaults(90)
other_globals(100)
