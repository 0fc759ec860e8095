def show(f, *a):
    try:
        print(f.__name__, a, f(*a))
    except BaseException as e:
        print(f.__name__, a, type(e).__name__, e)


def ret_over_exc():
    try:
        1 / 0
    finally:
        return "override"


def break_over_exc():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return i


def continue_in_finally():
    n = 0
    for i in range(3):
        try:
            if i == 1:
                raise KeyError
        except KeyError:
            n += 10
        finally:
            n += 1
            continue
    return n


def nested(k):
    out = []
    try:
        try:
            out.append("a")
            if k == 1: raise ValueError(1)
            if k == 2: return out
        finally:
            out.append("f1")
            if k == 3: raise KeyError(3)
    except ValueError:
        out.append("v")
        if k == 1:
            try:
                raise TypeError
            except TypeError:
                out.append("t")
    finally:
        out.append("f2")
    return out + ["end"]


def loop_finally():
    out = []
    for i in range(4):
        try:
            if i == 0: continue
            if i == 2: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


def ret_value():
    l = []
    try:
        return l
    finally:
        l.append("changed")


def ret_rebind():
    x = 1
    try:
        return x
    finally:
        x = 2


def exc_in_else():
    try:
        pass
    except ValueError:
        return "no"
    else:
        raise ValueError("else not covered")


def except_in_loop():
    r = []
    for k in ("1", "x", None, "3"):
        try:
            r.append(int(k))
        except ValueError as e:
            r.append("V")
        except TypeError:
            r.append("T")
            continue
        else:
            r.append("ok")
        r.append("|")
    return r


def while_else():
    n = 3
    while n:
        try:
            n -= 1
            if n == 1:
                continue
        finally:
            n = max(n, 0)
    else:
        return "else"


def deep(n):
    try:
        if n == 0:
            raise LookupError("deep")
        return deep(n - 1)
    finally:
        order.append(n)


order = []
for f in (ret_over_exc, break_over_exc, continue_in_finally, loop_finally, ret_value, ret_rebind, exc_in_else, except_in_loop, while_else):
    show(f)
for k in range(4):
    show(nested, k)
show(deep, 3)
print(order)
