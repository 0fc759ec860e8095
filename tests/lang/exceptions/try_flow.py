def run(kind):
    log = []
    try:
        log.append("try")
        if kind == "v":
            raise ValueError("v")
        if kind == "k":
            raise KeyError("k")
        if kind == "t":
            raise TypeError
        if kind == "ret":
            return log
    except ValueError as e:
        log.append(f"except {e}")
    except (KeyError, IndexError) as e:
        log.append(f"tuple {e}")
    except:
        log.append("bare")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("after")
    return log


for k in ("", "v", "k", "t", "ret"):
    print(k, run(k))


def f1():
    try:
        return "try"
    finally:
        return "finally"


def f2():
    for i in range(3):
        try:
            continue
        finally:
            print("fin", i, end=" ")
    return i


def f3():
    while True:
        try:
            break
        finally:
            print("brk", end=" ")
    return "done"


def f4():
    try:
        raise ValueError
    finally:
        return "swallowed"


def f5():
    x = 1
    try:
        return x
    finally:
        x = 2


def f6():
    try:
        try:
            raise ValueError("inner")
        finally:
            print("cleanup", end=" ")
    except ValueError as e:
        return str(e)


def f7():
    try:
        raise ValueError("first")
    except ValueError:
        try:
            raise KeyError("second")
        except KeyError as e:
            return repr(e), repr(e.__context__)


def f8():
    for i in range(5):
        try:
            if i == 2:
                continue
            if i == 4:
                break
            1 / (i - 1)
        except ZeroDivisionError:
            print("zde", i, end=" ")
        else:
            print("ok", i, end=" ")
        finally:
            print("f", i, end=" ")
    else:
        print("never")
    return i


def f9():
    try:
        raise KeyError
    except ValueError:
        return "no"
    except LookupError:
        return "base class"


def f10():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise
    except ValueError as e:
        return e.args


def f11():
    try:
        raise
    except RuntimeError as e:
        return str(e)


def f12():
    try:
        pass
    except 5:
        pass
    try:
        raise ValueError
    except 5:
        pass


def f13():
    e = 1
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as x:
        return str(x)


def f14():
    r = []
    try:
        r.append(1)
        try:
            r.append(2)
            raise KeyError
        except IndexError:
            r.append("no")
        else:
            r.append("no")
        finally:
            r.append(3)
    except KeyError:
        r.append(4)
    else:
        r.append("no")
    finally:
        r.append(5)
    return r


for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14):
    try:
        print(f.__name__, f())
    except Exception as e:
        print(type(e).__name__, e)
