# jit: traces>=1
# A function entered where another one's temporaries lay: registers it has not written hold anything, the unset ones
# that its method calls mark included.


class Holder:
    def __init__(self, f):
        self.f = f
        self.left = 20

    def run(self):
        if self.left:
            self.left -= 1
            return self.f()
        return "spent"


class Method:
    left = 20

    def f(self, *more):
        return "method", len(more)

    def run(self):
        if self.left:
            self.left -= 1
            return self.f()
        return "spent"


def litter(a, b, c, d):
    # Leaves objects above the caller's window.
    return [(a, b, (c, d)), {a: b, c: d}, str(a) + str(b)][a % 3]


def run(o, k):
    litter(k, o, k, o)
    return o.run()


def changing(k):
    # What is called changes its kind: function in the instance, method, class, bound method.
    def plain():
        return "plain"

    kinds = [plain, int, "x".upper, Method().f, lambda: k, lambda *a: len(a)]
    return kinds[k % len(kinds)]


for k in range(60):
    holder = Holder(changing(k))
    print(run(holder, k), run(Method(), k), run(holder, k + 1), end="; " if k % 3 else "\n")
print()
