# jit: traces>=1
class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y)

    def __mul__(self, k):
        if isinstance(k, Vec):
            return self.x * k.x + self.y * k.y
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __eq__(self, o):
        return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)

    def __iadd__(self, o):
        self.x += o.x
        self.y += o.y
        return self

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"


v = Vec(0, 0)
for i in range(1000):
    v = v + Vec(i, -i) * 2 - Vec(1)
print(v, v * v, 3 * v)
w = Vec(0.0)
keep = []
for i in range(600):
    w += -Vec(i * 0.5, 1)
    if i % 150 == 0:
        keep.append(w)
        w = Vec(w.x, w.y)
print(w, keep, keep[0] == Vec(-0.0, -1))


class Node:
    def __init__(self, val, next=None):
        self.val, self.next = val, next


head = None
for i in range(1000):
    head = Node(i, head)
s, n = 0, head
while n is not None:
    s += n.val
    n = n.next
print(s)


class Tree:
    def __init__(self, depth):
        self.l = Tree(depth - 1) if depth else None
        self.r = Tree(depth - 1) if depth else None

    def count(self):
        return 1 + (self.l.count() + self.r.count() if self.l else 0)


print(Tree(8).count())


class BadInit:
    def __init__(self, n):
        if n > 350:
            return n
        self.n = n


try:
    for i in range(400):
        BadInit(i)
except TypeError as e:
    print(e, i)


class NewOther:
    def __new__(cls, n):
        return n if n % 2 else object.__new__(cls)

    def __init__(self, n):
        self.n = n


print(sum(o if isinstance(o, int) else o.n * 10 for o in (NewOther(i) for i in range(500))))


class Base:
    def __init__(self, a):
        self.a = a


class Sub(Base):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b


print(sum(Sub(i, 1).a + Sub(i, 2).b for i in range(500)))
