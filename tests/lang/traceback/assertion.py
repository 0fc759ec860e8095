# exit: 1
def invariant(x):
    assert x > 0, f"x must be positive, got {x}"
    return x


invariant(1)
invariant(-1)
