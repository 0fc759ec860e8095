# exit: 1
def target(a, b, *, c):
    return a + b + c


r = target(
    1,
    b=2,
    d=4,
)
