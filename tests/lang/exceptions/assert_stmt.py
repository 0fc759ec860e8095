def e(f):
    try:
        f()
        print("ok")
    except BaseException as x:
        print(type(x).__name__, repr(str(x)), x.args)


def a1(): assert True
def a2(): assert False
def a3(): assert 0, "msg"
def a4(): assert [], (1, 2)
def a5(): assert None, ValueError("inner")
def a6(): assert 1 == 2, f"{1 + 1} {'x'}"
def a7(): assert 1, 1 / 0
def a8(): assert 1 / 0, "never"
def a9(): assert 0, 1 / 0
def a10():
    AssertionError = ValueError
    assert 0, "still AssertionError"
def a11():
    x = 5
    assert x > 3 and x < 10, "range"
    assert x in (1, 2), x


for f in (a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11):
    e(f)
print(__debug__)
try:
    assert not __debug__, "with msg"
except AssertionError as x:
    print(x, x.args)


class T:
    def __bool__(self):
        print("bool", end=" ")
        return False


try:
    assert T(), print("message evaluated") or "m"
except AssertionError as x:
    print(x)
