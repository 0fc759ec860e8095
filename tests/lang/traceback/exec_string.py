# exit: 1
code = """
def inner(x):
    return x.nope


inner(3)
"""
exec(code)
