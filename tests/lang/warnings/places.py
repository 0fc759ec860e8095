import inspect
import sys
import warnings


def warner(i):
    if i % 100 == 99:
        warnings.warn("custom %d" % i)
    return i


def level2(i):
    if i % 150 == 149:
        warnings.warn("two", DeprecationWarning, stacklevel=2)
    return i


def hot(n):
    s = 0
    for i in range(n):
        s += warner(i)
        s += level2(i)
    return s


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(hot(400))
    warnings.warn("module level", stacklevel=3)
print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error", RuntimeWarning)
    try:
        warnings.warn("as error", RuntimeWarning)
    except RuntimeWarning as e:
        print(repr(e))
    warnings.simplefilter("ignore")
    warnings.warn("unseen")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(5):
        warner(99)
        warnings.warn(UserWarning("once a place"))
print(len(caught), [w.lineno for w in caught])
warnings.warn("on stderr", FutureWarning)
warner(199)


def who():
    return inspect.currentframe().f_code.co_name, inspect.currentframe().f_back.f_code.co_name, inspect.currentframe() is sys._getframe()


def caller():
    return who()


print(who(), caller())
