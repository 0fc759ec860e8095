# exit: 1
eval("1 + * 2")
