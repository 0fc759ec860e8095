# exit: 1
class Config:
    base = 10
    ratio = base / 0
    other = 1
