def f(a):
    assert a
    assert a > 1, a.x
