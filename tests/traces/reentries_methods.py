# jit: traces>=1
# jit: reentries<=10
# Operators, __init__, properties, __len__, __getitem__, __iter__ and __call__ of Python classes run in pushed frames.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def __rmul__(self, k):
        return self * k

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __lt__(self, o):
        return self.norm < o.norm

    def __eq__(self, o):
        return self.x == o.x and self.y == o.y

    @property
    def norm(self):
        return self.x * self.x + self.y * self.y

    @norm.setter
    def norm(self, v):
        self.x = v
        self.y = 0

    def __getitem__(self, i):
        return self.y if i else self.x

    def __setitem__(self, i, v):
        if i:
            self.y = v
        else:
            self.x = v

    def __len__(self):
        return 2

    def __call__(self, k):
        return self.x + k


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


at = Vec(0, 0)
step = Vec(1, 2)
less = equal = length = called = 0
for i in range(2000):
    at = at + step * 2 + 3 * step
    at = at + -step
    less += step < at
    equal += at == step
    at[0] = at[0] + 1
    length += at.norm % 7 + len(at)
    called += at(i)
    step.norm = i % 5
print(at.x, at.y, less, equal, length, called)
print(sum(Vec(i, 1).norm for i in range(1000)))
total = 0
for v in Count(2000):
    total += v
print(total)
