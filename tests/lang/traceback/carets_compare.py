# exit: 1
def check(lo, hi, v):
    if lo <= v < hi and hi > "top":
        return True


check(1, 10, 5)
