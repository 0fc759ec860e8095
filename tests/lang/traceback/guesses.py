# exit: 1
# The module's guesses are stricter than the interpreter's.
import traceback


class A:
    value = 1

    @property
    def x(self):
        return self._x

    def method(self):
        return value_of_it


def g():
    yield from g2


def local():
    counter = 1
    return countr


def run(f):
    try:
        f()
    except Exception:
        print(traceback.format_exc())


run(lambda: A().x)
run(lambda: list(g()))
run(lambda: A().valeu)
run(lambda: A().method())
run(local)
run(lambda: pritn)
run(lambda: ab)
run(lambda: "".uper)


def deep(n):
    return deep(n - 1) if n else missing


import sys

sys.setrecursionlimit(5000)
try:
    deep(2000)
except NameError:
    text = traceback.format_exc()
    print(len(text.split("\n")), text[-200:])
list(g())
