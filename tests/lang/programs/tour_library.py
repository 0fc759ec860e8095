import contextlib, types, inspect, typing, collections, operator, string, time, copy, numbers, keyword, statistics, math, random, abc, enum, dataclasses, functools, itertools, heapq, bisect, timeit, json
@contextlib.contextmanager
def cm(log, n):
    log.append(f"+{n}")
    try: yield n
    except KeyError as e: log.append(f"!{e}"); raise ValueError("converted") from e
    finally: log.append(f"-{n}")
log = []
try:
    with cm(log, 1) as a, contextlib.nullcontext(5) as b: raise KeyError("k")
except ValueError as e: print(log, a, b, repr(e.__cause__))
class Res:
    def close(self): print("closed")
with contextlib.closing(Res()): pass
class CD(contextlib.ContextDecorator):
    def __enter__(self): print("in"); return self
    def __exit__(self, *e): print("out", e[0]); return False
@CD()
def fn(): return 3
print(fn())
with contextlib.ExitStack() as es:
    es.push(lambda *a: print("push", a[0]) or True); es.enter_context(CD()); es.callback(print, "cb", sep="")
    moved = es.pop_all()
print("moved"); moved.close()
import io
with contextlib.redirect_stdout(io.StringIO()) as f: print("hid")
print(f.getvalue().strip(), contextlib.AbstractContextManager.__name__)
with contextlib.chdir("/tmp"): pass
def sample(a, b: int = 2, *args, c, d="x", **kw) -> str: "doc"
print(inspect.isfunction(sample), inspect.getdoc(sample), inspect.isclass(int), inspect.ismethod([].append), inspect.isgeneratorfunction(lambda: (yield)), inspect.isbuiltin(len), inspect.ismodule(math))
try: print(inspect.signature(sample), list(inspect.signature(sample).parameters), inspect.signature(sample).parameters["b"].default)
except Exception as e: print(type(e).__name__, e)
try: print([n for n, _ in inspect.getmembers(Res, inspect.isfunction)])
except Exception as e: print(type(e).__name__, e)
F = types.FunctionType(sample.__code__, globals(), "renamed"); print(F.__name__, types.MethodType(lambda s, x: (s, x), 5)(6), isinstance(sample, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance((x for x in ()), types.GeneratorType), types.NoneType, isinstance(None, types.NoneType))
K = types.new_class("K", (), {}, lambda ns: ns.update(z=1)); print(K.z, types.SimpleNamespace(**{"a": 1}).a)
print(typing.Union[int, str], typing.Optional[int] == (int | None), typing.List[int], typing.Callable[[int], str], typing.Literal["a", 1], typing.get_origin(typing.Dict[str, int]), typing.get_args(typing.Tuple[int, ...]), typing.Any, typing.NewType("UID", int)(5), typing.TYPE_CHECKING)
@typing.overload
def ov(x: int) -> int: ...
def ov(x): return x
@typing.final
class Fin: pass
@typing.runtime_checkable
class Has(typing.Protocol):
    def close(self): ...
print(ov(3), isinstance(Res(), Has), isinstance(5, Has), typing.get_type_hints(sample))
class Pt(typing.NamedTuple): x: int; y: int = 0
print(Pt(1), Pt(1)._replace(y=2), Pt.__annotations__, typing.cast(str, 5), list(typing.get_args(int | str)))
def gen() -> typing.Iterator[int]: yield 1
print(gen.__annotations__)
print(time.strftime("%Y-%m-%d", time.gmtime(0)), time.gmtime(86400).tm_mday, isinstance(time.time(), float), time.perf_counter() > 0, time.struct_time((2020, 1, 2, 3, 4, 5, 3, 2, 0)).tm_year)
print(operator.add(1, 2), operator.itemgetter("a")({"a": 1}), operator.not_(0), operator.contains([1], 1), operator.truediv(1, 2), operator.index(True), operator.iadd([1], [2]), operator.xor(5, 3), operator.getitem([1, 2], 1), operator.length_hint([1, 2]))
print(keyword.iskeyword("for"), keyword.softkwlist, isinstance(5, numbers.Integral), isinstance(2.5, numbers.Real), issubclass(complex, numbers.Complex), isinstance(True, numbers.Number))
print(dataclasses.is_dataclass(Pt), dataclasses.fields(dataclasses.make_dataclass("D", [("a", int, dataclasses.field(default=3, metadata={"k": 1}))]))[0].metadata["k"])
@dataclasses.dataclass(order=True, frozen=True)
class Ver:
    major: int; minor: int = 0; tags: tuple = dataclasses.field(default=(), compare=False, hash=False, repr=False)
    def bump(self): return dataclasses.replace(self, minor=self.minor + 1)
    @classmethod
    def parse(cls, s): return cls(*map(int, s.split(".")))
print(sorted([Ver(1, 2), Ver.parse("1.1"), Ver(0, 9)]), Ver(1).bump(), Ver(1) in {Ver(1, 0, ("x",))}, max(Ver(1), Ver(2)), dataclasses.asdict(Ver(1, 2, ("a",))))
@dataclasses.dataclass
class Node:
    val: int; kids: list["Node"] = dataclasses.field(default_factory=list)
    def walk(self):
        yield self.val
        for k in self.kids: yield from k.walk()
t = Node(1, [Node(2, [Node(3)]), Node(4)]); print(t, list(t.walk()), dataclasses.asdict(t), copy.deepcopy(t) == t, dataclasses.astuple(t))
class Weekday(enum.IntEnum):
    MON = 1; TUE = enum.auto()
    @classmethod
    def _missing_(cls, v): return cls.MON if v == 0 else None
    @property
    def nxt(self): return Weekday(self % 2 + 1)
print(Weekday(0), Weekday.TUE.nxt, Weekday["TUE"] * 2, [w.name for w in Weekday], isinstance(Weekday.MON, int), Weekday.MON.__class__, enum.Enum.__name__)
class Color(enum.Flag):
    R = 1; G = 2; B = 4; W = R | G | B
print(Color.W, Color.R | Color.B, Color.W & ~Color.G, Color(6), Color.R in Color.W, len(Color.W), [c.name for c in Color], Color["G"], repr(Color(0)))
try: Weekday(9)
except ValueError as e: print(e)
print(functools.reduce(math.gcd, [12, 18, 30]), list(itertools.chain.from_iterable(zip("ab", "cd"))), heapq.nlargest(2, {"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), statistics.fmean([1, 2, 4]), statistics.multimode("aabbc"), round(statistics.pstdev([1, 5, 9]), 4), timeit.timeit("1+1", number=10) >= 0)
print(string.Template("$a ${b}").substitute({"a": 1, "b": 2}), string.ascii_lowercase[:5], "{:>{w}}|{:^+{w}.{p}f}".format("r", 3.14159, w=8, p=2), collections.Counter("hello") - collections.Counter("l"), collections.namedtuple("X", "a b")(1, 2)._asdict())
class Meta(abc.ABCMeta):
    def __call__(cls, *a): return super().__call__(*a)
class Base(metaclass=Meta):
    @abc.abstractmethod
    def go(self): ...
    @functools.cached_property
    def big(self): return [1] * 3
class Impl(Base):
    def go(self): return self.big
print(Impl().go(), Base.__abstractmethods__, isinstance(Impl(), Base))
def memo(f):
    cache = {}
    @functools.wraps(f)
    def w(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    w.cache = cache; return w
@memo
def ways(n, coins): return 1 if n == 0 else 0 if n < 0 or not coins else ways(n - coins[0], coins) + ways(n, coins[1:])
print(ways(100, (50, 25, 10, 5, 1)), len(ways.cache))
