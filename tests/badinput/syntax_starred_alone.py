# exit: 1
*a
