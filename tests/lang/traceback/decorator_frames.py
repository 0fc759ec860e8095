# exit: 1
def deco(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper


@deco
@deco
def fail(x):
    raise RuntimeError(x)


fail("deep")
