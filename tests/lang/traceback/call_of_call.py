# exit: 1
def outer(x):
    def inner(y):
        return x[y]
    return inner


outer([1, 2])(1)
outer({"a": 1})("a")
outer((1,))(
    3
)
