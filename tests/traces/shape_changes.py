# jit: traces>=1
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


pts = [Point(i, -i) for i in range(500)]
for i, p in enumerate(pts):
    if i % 3 == 0:
        p.z = i
    if i % 5 == 0:
        del p.y
        p.y = 1
    if i % 7 == 0:
        p.x = float(p.x)
    if i % 11 == 0:
        p.__dict__["w"] = 2
s = 0
for p in pts:
    s += p.x * 2 + p.y
    if hasattr(p, "z"):
        s += p.z
    s += getattr(p, "w", 0)
print(s)
sl = [Slotted(i, i + 1) for i in range(300)]
del sl[250].y
t = 0
try:
    for o in sl:
        t += o.x + o.y
except AttributeError as e:
    print(e, t)
o = Point(0, 0)
for i in range(500):
    o.x += 1
    if i == 100:
        o.y = "str"
    if i == 200:
        o.extra = 1
    if i > 200:
        o.extra += 1
    if i == 300:
        o.__dict__ = {"x": 5, "y": 6, "extra": 7}
print(o.__dict__)
many = []
for i in range(400):
    o = Point(i, i)
    setattr(o, "a%d" % (i % 10), i)
    many.append(o)
print(sum(getattr(o, "a%d" % (i % 10)) for i, o in enumerate(many)), list(many[13].__dict__))
try:
    for o in many:
        o.a5
except AttributeError as e:
    print(e)


class Lazy:
    def __getattr__(self, n):
        self.__dict__[n] = len(n)
        return 1000


z = 0
for i in range(400):
    l = Lazy() if i % 40 == 0 else l
    z += l.abc
print(z)
