# exit: 1
x = 1
else:
    y = 2
