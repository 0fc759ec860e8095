# exit: 1
if True
    print(1)
