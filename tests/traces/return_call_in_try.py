# jit: traces>=1
# A call in `try: return f()` raises out of an inlined frame: the handler needs registers of the
# caller that nothing behind the call reads, the loop's iterator and cells among them.


def retry(n, f):
    def w(*a):
        for i in range(n):
            try:
                return f(*a, i)
            except ValueError as e:
                last = e
        return last

    return w


def fails_until(ok, i):
    if i < ok:
        raise ValueError(i)
    return i


w = retry(3, fails_until)
print(w(2), repr(w(5)), repr(w(9)), w(1))
print([repr(w(k % 5)) for k in range(300)][-6:])


def first_even(items, parse):
    for x in items:
        try:
            return parse(x)
        except KeyError:
            pass
        finally:
            count[0] += 1
    return "none"


def parse(x):
    if x % 2:
        raise KeyError(x)
    return x


count = [0]
print([first_even([k, k + 2, 7, k + 1], parse) for k in range(300)][-5:], count)


def gen(n):
    for i in range(n):
        try:
            yield parse(i)
        except KeyError as e:
            yield -e.args[0]


print(sum(gen(500)))
