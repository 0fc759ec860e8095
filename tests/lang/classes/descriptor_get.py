import typing


class P:
    __slots__ = ("s",)

    @property
    def x(self): return 1

    def f(self): return 2

    c = classmethod(lambda cls: cls)
    st = staticmethod(lambda: 3)


for d in (P.x, vars(P)["f"], vars(P)["c"], vars(P)["st"], P.s, str.upper, int.real):
    for args in ((None,), (None, None), (None, P), (P(),), (5, int)):
        try:
            r = d.__get__(*args)
            print(type(r).__name__, end=" ")
        except (TypeError, AttributeError) as e:
            print(type(e).__name__, e, end="; ")
    print()
print(typing.Optional[int] == (int | None), typing.Union[int, str] == (str | int), typing.Union[int, str] == (int | None))
