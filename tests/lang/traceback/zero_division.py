# exit: 1
def f(a, b):
    return a / b


def g(x):
    y = f(x, 0) + f(x, 1)
    return y


print("before")
g(3)
print("after")
