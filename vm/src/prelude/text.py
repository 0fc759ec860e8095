# Text over Python iterators, and str() of objects with Python methods.
#
# These run in place of the native that asked for them; the native halves are in
# builtins/{str_,str_ops,bytes_,bytearray}.rs.


def str_join(sep, it):
    return __intrinsic_join__(sep, [x for x in it])


def str_of(method, name, this):
    text = method(this)
    if isinstance(text, str):
        return text
    __intrinsic_type_error__(
        name + " returned non-string (type " + __intrinsic_type_name__(text) + ")"
    )


def bytes_join(join, this, it):
    return join(this, [x for x in it])


def bytes_of(new, cls, it):
    return new(cls, [x for x in it])


def bytearray_fill(method, this, it):
    return method(this, [x for x in it])


def bytearray_of(cls, it):
    return cls([x for x in it])
