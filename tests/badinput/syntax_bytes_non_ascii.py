# exit: 1
b = b"é"
