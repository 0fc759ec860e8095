from . import alpha
from .alpha import NAME as OTHER
print("init", __name__, OTHER)
VALUE = 42


def double(x):
    return x * 2
