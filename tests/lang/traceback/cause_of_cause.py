# exit: 1
try:
    try:
        raise KeyError("a")
    except KeyError as k:
        raise ValueError("b") from k
except ValueError as v:
    raise TypeError("c") from v
