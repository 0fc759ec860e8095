# exit: 1
def low():
    return {}["missing"]


def mid():
    try:
        low()
    except KeyError:
        raise ValueError("bad value")


def top():
    try:
        mid()
    except ValueError as e:
        raise RuntimeError("top failed") from e


top()
