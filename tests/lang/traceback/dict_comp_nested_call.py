# exit: 1
def conv(v):
    return int(v)


rows = [["1", "2"], ["3", "x4"]]
table = {i: [conv(c) for c in row] for i, row in enumerate(rows)}
