def f(*a, **k):
    return a, k


print(f(), f(*[]), f(*range(3), 4, *"ab"), f(**{}), f(**{"a": 1}, b=2, **{"c": 3}), f(*(1,), x=1, *[2]), f(*{"k": 1}, **{"k": 2}), f(*(i for i in range(2))))
a, k = f(1, 2, z=3)
print(type(a), type(k), a, k)


class M:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, n):
        return n * 2


class S:
    def __iter__(self):
        return iter([7, 8])


print(f(*S(), **M()), f(**dict(zip("ab", range(2)))), {**M()}, [*S(), *S()])


def mutate(*a, **k):
    k["new"] = 1
    return a, k


d = {"x": 0}
print(mutate(**d), d)


def passthru(fn, *args, **kwargs):
    return fn(*args, **kwargs)


print(passthru(max, 1, 5, 3), passthru(sorted, [3, 1, 2], reverse=True), passthru(f, 1, y=2), passthru(passthru, passthru, dict, a=1))


def kwonly(a, *rest, sep=",", end=""):
    return sep.join(map(str, (a,) + rest)) + end


print(kwonly(1, 2, 3), kwonly(1, sep="-"), kwonly(*range(5), sep="", end="!"))


def order(x):
    print("o", x, end=" ")
    return x


print(f(order(1), *[order(2)], order(3), k=order(4), **{"z": order(5)}, y=order(6)))
print(f(**{"not an identifier": 1, "": 2}), f(self=1, cls=2), (lambda self, *a, **kw: (self, a, kw))(1, 2, x=3))
big = f(*range(300))
print(len(big[0]), sum(big[0]), len(f(**{f"k{i}": i for i in range(300)})[1]))
