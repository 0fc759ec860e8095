from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, InitVar, KW_ONLY, make_dataclass
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
from typing import NamedTuple, Optional, ClassVar, Any, TypedDict, Protocol, Generic, TypeVar
from collections import namedtuple
@dataclass(order=True)
class Item:
    name: str = field(compare=False)
    price: float
    tags: list = field(default_factory=list, repr=False, compare=False)
    total: ClassVar[int] = 0
    qty: int = 1
    def __post_init__(self): Item.total += self.qty
    @property
    def cost(self): return self.price * self.qty
a, b = Item("pen", 1.5), Item("book", 12.0, ["x"], 2)
print(a, b, a < b, a == Item("other", 1.5), asdict(b), astuple(a), replace(a, qty=9), [f.name for f in fields(a)], Item.total, b.cost)
@dataclass(frozen=True, slots=True)
class P:
    x: int
    y: int = 0
p = P(1); print(p, hash(p) == hash(P(1, 0)), {p: 1}[P(1)])
try: p.x = 5
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class Base:
    id: int
    _: KW_ONLY
    flag: bool = False
@dataclass
class Child(Base):
    extra: Optional[str] = None
    scale: InitVar[int] = 1
    def __post_init__(self, scale): self.id *= scale
print(Child(3, "e", flag=True, scale=4), Child.__match_args__)
try: Child(1, flag=2, bogus=3)
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        l: list = []
except ValueError as e: print(e)
D = make_dataclass("D", ["u", ("v", int, 5)]); print(D(1), D(1) == D(1, 5))
class Color(Enum):
    RED = 1; GREEN = auto(); BLUE = "b"; ALIAS = 1
    def lower(self): return self.name.lower()
    @classmethod
    def default(cls): return cls.GREEN
print(list(Color), Color.RED, repr(Color(2)), Color["BLUE"].value, Color.ALIAS is Color.RED, Color.GREEN.lower(), Color.default(), len(Color), Color.RED in Color, Color.__members__.keys())
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 2), lambda: Color.RED < Color.GREEN):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class Pr(IntEnum): LOW = 1; HIGH = 10
print(Pr.HIGH > Pr.LOW, Pr.LOW + 1, sorted([Pr.HIGH, Pr.LOW]), f"{Pr.LOW} {Pr.LOW!r} {Pr.LOW:03d}", Pr(10), int(Pr.HIGH), {Pr.LOW: 1}[1])
class Perm(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
print(Perm.R | Perm.X, Perm.RW & Perm.W, ~Perm.R, bool(Perm.R & Perm.W), Perm.R in Perm.RW, list(Perm.RW), Perm(5), Perm(0), Perm.RW ^ Perm.R)
class S(StrEnum): A = auto(); B = "bee"
print(S.A, S.B == "bee", S.A.upper(), f"{S.B:>5}", S("a"))
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6); MARS = (6.4e23, 3.39e6)
    def __init__(self, m, r): self.mass, self.radius = m, r
    @property
    def g(self): return 6.67e-11 * self.mass / self.radius ** 2
print([f"{p.name}:{p.g:.2f}" for p in Planet])
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
Pt = namedtuple("Pt", "x y z", defaults=[0]); q = Pt(1, 2)
print(q, q._asdict(), q._replace(x=9), Pt._fields, Pt._make([1, 2, 3]), q.x + q[1], q == (1, 2, 0), *q, Pt._field_defaults)
try: Pt(1)
except TypeError as e: print(e)
class Emp(NamedTuple):
    """doc"""
    name: str
    id: int = 3
    def hi(self): return f"hi {self.name}"
print(Emp("g"), Emp("g").hi(), Emp.__doc__, Emp.__annotations__, Emp("a") < Emp("b"))
class TD(TypedDict, total=False): a: int; b: str
print(TD(a=1), TD.__annotations__)
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> "Stack[T]": self.items.append(x); return self
print(Stack[int]().push(1).push(2).items, Stack[int], list[int], dict[str, list[int]], int | None, Optional[int])
class Sized(Protocol):
    def size(self) -> int: ...
def typed(a: int, *args: str, k: "float" = 1.0, **kw: Any) -> list[int]: return [a]
print(typed.__annotations__, typed(1))
