# exit: 1
s = "\u12"
