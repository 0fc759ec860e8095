x = 5
class C:
    x = 6
    y = [x for _ in range(2)]
def f():
    [x for x in x]
    return x
