# exit: 1
def greet(name, /, greeting="hi", *, loud):
    return greeting + name


print(greet("a", loud=True))
greet(name="b")
