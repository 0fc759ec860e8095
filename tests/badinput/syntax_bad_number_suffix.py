# exit: 1
x = 12abc
