# exit: 1
s = """abc
never closed
