from dataclasses import dataclass, field, asdict, replace, astuple
@dataclass
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list)
    def norm(self): return self.x + self.y
p = P(1)
print(p, p == P(1, 2, []), p != P(2), p.norm(), asdict(p), astuple(p), replace(p, x=9), P(1).z is P(1).z)
@dataclass(order=True, frozen=True)
class F:
    a: int
    b: str = "s"
print(F(1) < F(2), sorted([F(2), F(1, "z"), F(1)]), hash(F(1)) == hash(F(1)), {F(1): 5}[F(1)])
for f in (lambda: setattr(F(1), "a", 2), lambda: P(), lambda: P(1, 2, 3, 4), lambda: hash(p), lambda: p < p, lambda: P(q=1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
@dataclass
class Q(P):
    w: float = 1.5
    def __post_init__(self): self.extra = self.x * 10
print(Q(1, w=2.5), Q(3).extra, Q.__dataclass_fields__.keys())
@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: int = field(default=3, repr=False, compare=False)
print(S(a=1), S(a=1, b=5) == S(a=1), hasattr(S(a=1), "__dict__"))
from enum import Enum, IntEnum, Flag, auto
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def nice(self): return self.name.lower()
print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.ALIAS is Color.RED, list(Color), Color.RED.value, Color.RED.name, Color.GREEN.nice(), Color.RED in Color, len(Color), {Color.RED: 1}, Color.RED == 1)
class N(IntEnum):
    A = auto()
    B = auto()
print(N.A + 1, N.B > N.A, sorted([N.B, N.A]), N.A == 1, f"{N.A}", [10, 20, 30][N.B])
class Fl(Flag):
    R = auto()
    W = auto()
    X = auto()
print(Fl.R | Fl.W, (Fl.R | Fl.X) & Fl.X, Fl.R in (Fl.R | Fl.W), ~Fl.R, Fl(0), bool(Fl(0)))
for f in (lambda: Color(9), lambda: Color["NOPE"], lambda: setattr(Color, "RED", 5), lambda: Color.NOPE):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
