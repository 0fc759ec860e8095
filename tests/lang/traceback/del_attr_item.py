# exit: 1
d = {"k": 1}
del d["k"]
del d["k"]
