# jit: traces>=1
# What a trace takes for constant changes in the very iteration that is recorded, after it was read.
class A:
    "first"

    def size(self, x):
        return len(x)


ways = [lambda self, x: x + "1", lambda self, x: [x], None, lambda self, x: self.__class__.__name__ + x]


def seen(x):
    return x.__doc__, x.size("abc")


a = A()
for k in range(8):
    print(seen(a))
    A.__doc__ = "doc %d" % k
    A.size = ways[k % 4] if k % 4 != 2 else (lambda self, x: k)
for k in range(6):
    print(seen(a))
    setattr(A, "size", ways[k % 2])


def one(x, step=1):
    return x + step


total = 0
for k in range(40):
    total = one(total) * 2 % 1000003
    one.__defaults__ = (k,)
print(total)
for k in range(40):
    total += one(total) % 7
    one.__code__ = (lambda x, step: x - step).__code__ if k % 2 else (lambda x, step: x * step).__code__
print(total)
# The same at the usual thresholds: a change every few hundred iterations, whatever is being recorded then.
for k in range(6000):
    total += one(total) % 7
    if k % 250 == 0:
        one.__code__ = (lambda x, step: x - step).__code__ if k % 500 else (lambda x, step: x * step).__code__
    if k % 333 == 0:
        A.size = ways[0] if k % 2 else (lambda self, x: k)
        total += len(str(a.size("x")))
print(total)
