class L(list):
    def __init__(self, *a):
        print("init", a)
        super().__init__(*a)
        self.log = []

    def append(self, x):
        self.log.append(x)
        super().append(x)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return L(super().__getitem__(i))
        return ("got", super().__getitem__(i))

    def __setitem__(self, i, v):
        self.log.append((i, v))
        super().__setitem__(i, v)


a = L([1, 2, 3])
a.append(4)
a[0] = 10
a[1:2] = [7, 8]
print(a, a.log, a[0], a[1:], type(a[1:]), list(a), len(a), a == [10, 7, 8, 3, 4], [10] < a, type(a + [1]), type(a * 2), type(a.copy()), sorted(a), 7 in a, a.index(8), repr(a), str(a), isinstance(a, list))
a.extend([5])
a += [6]
print(a.log, a, type(a))
del a[0]
a.sort(reverse=True)
print(a, a.pop(), max(a), sum(a), a.__dict__)
x, *y = a
print(x, y)
print(*a, [*a], tuple(a), {**{"l": len(a)}})


class I(list):
    def __iter__(self):
        return iter("custom")

    def __len__(self):
        return 3

    def __contains__(self, x):
        return x == "magic"

    def __eq__(self, o):
        return "eq"

    def __add__(self, o):
        return "add"

    def __radd__(self, o):
        return "radd"

    def __bool__(self):
        return False


i = I([1, 2])
print(list(i), len(i), "magic" in i, 1 in i, i == 5, i + [1], [1] + i, bool(i), repr(i), "".join(i), [x for x in i], sorted(i), list(map(str.upper, i)))
a1, b1, *c1 = i
print(a1, b1, c1, [0, *i], (lambda *a: a)(*i), list.__len__(i))
try:
    {i: 1}
except TypeError as e:
    print(e)


class H(list):
    __slots__ = ("tag",)

    def __hash__(self):
        return 5


h = H([1])
h.tag = 3
try:
    h.other = 1
except AttributeError as e:
    print(e)
print({h: "v"}[h], h.tag, H("ab"), H(), H(range(2)) == [0, 1])


class N(list):
    def __new__(cls, n):
        self = super().__new__(cls)
        self.n = n
        return self

    def __init__(self, n):
        super().__init__(range(n))


print(N(3), N(3).n, json if False else N(2)[::-1])
