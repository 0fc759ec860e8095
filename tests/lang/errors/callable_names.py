# How argument errors of `*` and `**` name what was called.
import functools


class C:
    def __init__(self, *a, **k):
        pass

    def __call__(self, *a, **k):
        pass

    def __repr__(self):
        return "<a C>"

    def m(self, **k):
        pass

    class Inner:
        pass


class Broken:
    def __call__(self):
        pass

    def __repr__(self):
        raise ValueError("no repr")


def f(*a, **k):
    pass


for callee in (f, C, C(), C().m, C.m, C.Inner, functools.partial(int, "7"), int, len, [].append, "".join, lambda **k: 0, dict, KeyError, type, functools.lru_cache, Broken()):
    for call in (lambda: callee(*5), lambda: callee(**5), lambda: callee(**{"a": 1}, **{"a": 2}), lambda: callee(a=1, **{"a": 2}), lambda: callee(*None, **None)):
        try:
            call()
        except Exception as e:
            print(type(e).__name__, str(e).split(" at 0x")[0])
