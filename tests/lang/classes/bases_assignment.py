# What `__bases__` takes, and that a class that refused works on.
class W:
    pass


class V:
    pass


class Old:
    def hi(self):
        return "old"


class New:
    def hi(self):
        return "new"


class Sub(Old):
    pass


class SubSub(Sub):
    pass


class Numbers(int):
    pass


def attempt(c, bases):
    try:
        c.__bases__ = bases
        print("taken", c.__name__, bases)
    except Exception as e:
        print(type(e).__name__, e)
    print(c.__mro__, type(c()).__name__)


for bases in [(), (int,), 5, (V, V), (W,), (5,), (object,), (V,), (bool,), (type,), (dict,), (Exception,), (float,), (range,)]:
    attempt(W, bases)
s = SubSub()
print(s.hi())
attempt(Sub, (New,))
print(s.hi(), SubSub.__mro__, Old.__subclasses__(), New.__subclasses__())
attempt(Sub, (New, Old))
attempt(Sub, (object,))
attempt(Sub, (SubSub,))
attempt(Sub, (Numbers,))
attempt(Numbers, (object,))
attempt(Numbers, (New,))
for c in (int, type(None)):
    try:
        c.__bases__ = (object,)
    except TypeError as e:
        print(e)
