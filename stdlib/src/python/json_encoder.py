# json.encoder: the encoding half of json under its own name.
from json import JSONEncoder
from json import _quote as _text


def encode_basestring_ascii(s):
    """An ASCII-only JSON representation of a string."""
    return _text(s, True)


def encode_basestring(s):
    """A JSON representation of a string."""
    return _text(s, False)
