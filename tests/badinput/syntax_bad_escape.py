# exit: 1
s = "\x4"
