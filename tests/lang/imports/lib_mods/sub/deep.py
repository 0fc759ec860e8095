from .. import alpha, PKG
from ..beta import VALUE
from . import __name__ as subname


def where():
    return __name__, subname


def up():
    return PKG, VALUE, alpha.NAME
