# Classes whose making fails leave nothing behind.
class Base:
    seen = []

    def __init_subclass__(cls, fail=False):
        Base.seen.append(cls.__name__)
        if fail:
            raise ValueError(f"no {cls.__name__}")


class L(Base): pass


for make in (lambda: type("X", (Base, L), {}), lambda: type("Y", (L, L), {}), lambda: type("Z", (Base,), {"__slots__": 5}), lambda: type("W", (Base,), {"__qualname__": 1})):
    try:
        print(make())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    class F(L, fail=True): pass
except ValueError as e:
    print(e)
print(Base.seen, [c.__name__ for c in Base.__subclasses__()])
