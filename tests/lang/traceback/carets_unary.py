# exit: 1
values = [1, "two"]
negated = [-v for v in values]
