# exit: 1
raise KeyError("it's a key\nwith newline")
