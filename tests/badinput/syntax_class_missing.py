# exit: 1
class :
    pass
