# A local of an inlined function that is unset when the trace is left there is unset afterwards, whatever the stack held before.
# jit: traces>=1


def filler(a):
    b = c = d = e = f = g = h = a
    return b + c + d + e + f + g + h


def callee(i, flag):
    if flag:
        v = i
        w = i
    if i >= 100:
        return v + w
    return 1


def deeper(i):
    if i == 150:
        del i
    return i


def run(n, f):
    t = filler(7)
    for i in range(n):
        t += f(i)
    return t


for f in (lambda i: callee(i, i < 0), deeper):
    for n in (99, 120, 200):
        try:
            print(run(n, f))
        except UnboundLocalError as e:
            print(e)
