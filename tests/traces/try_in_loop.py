# jit: traces>=1
def parse(items):
    good = bad = fin = els = 0
    for it in items:
        try:
            v = int(it)
        except ValueError:
            bad += 1
            continue
        except TypeError as e:
            bad += 100
        else:
            els += v
        finally:
            fin += 1
        good += 1
    return good, bad, fin, els


print(parse(["1", "x", 3, None, 2.5] * 100))


def nested(n):
    log = 0
    for i in range(n):
        try:
            try:
                if i % 5 == 0:
                    raise KeyError(i)
                if i % 7 == 0:
                    raise IndexError(i)
            except KeyError as e:
                log += e.args[0]
                if i % 10 == 0:
                    raise ValueError(i) from e
            finally:
                log += 1
        except IndexError:
            log -= 3
        except ValueError as e:
            log += 1 if isinstance(e.__cause__, KeyError) else 1000
    return log


print(nested(1000))


def finally_flow(n):
    out = []
    for i in range(n):
        try:
            if i % 3 == 0:
                continue
            if i == 500:
                break
        finally:
            if i % 100 == 0:
                out.append(i)
    else:
        out.append("else")
    return out


print(finally_flow(450), finally_flow(2000))


def ret_finally(i):
    try:
        return i
    finally:
        if i % 50 == 0:
            return -1


print(sum(ret_finally(i) for i in range(1000)))
count = 0
while True:
    try:
        count += 1
        if count > 800:
            raise StopIteration
    except StopIteration:
        break
print(count)
e = "kept"
for i in range(300):
    try:
        1 / (i % 2)
    except ZeroDivisionError as err:
        pass
try:
    err
except NameError as x:
    print(x, e)
