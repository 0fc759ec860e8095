"""Topics about code: callbacks, classes, functions, generators, control flow."""

from topics import Topic, blocks, lines


CALLBACKS = Topic(
    head='''\
import functools
import itertools
import operator
TALLY = [0]
def noted(v):
    TALLY[0] += 1
    return v
def picky(v):
    if isinstance(v, int) and v % 11 == 10:
        raise ValueError(v)
    return v
''',
    kinds={"fn": ["noted", "str", "(lambda q: q)", "picky", "abs"]},
    templates=lines('''
        $l = sorted($L, key=lambda q: «-q|q % 3|str(q)|(q % 2, q)|noted(q)|picky(q)»)
        $l = sorted($L, key=$fn, reverse=$B)
        $l.sort(key=lambda q: «-q|str(q)|noted(-q)|picky(q)»)
        $i = «min|max»($L, key=lambda q: «-q|q % 5|noted(q)», default=$J)
        $i = «min|max»($J, $J, key=$fn)
        $i = clip(functools.reduce(lambda q, w: clip(q * 3 + w), $L, $J))
        $i = functools.reduce(«operator.add|operator.xor|max|lambda q, w: w», $L)
        $l = list(map($fn, $L))
        $l = list(map(lambda q, w: q + w + $J, $L, $L))
        $l = list(filter(lambda q: q % 2 == $J % 2, $L))
        $i = clip(sum(q * $J for q in $L))
        $i = clip(sum(noted(q) for q in $L if q > $n))
        $i = sum(map(noted, $L))
        $i = clip(sum([q + $J for q in $L], $J))
        $i = int(«any|all»(q > $J for q in $L))
        $i = int(any(map(picky, $L)))
        $l = [q for q in itertools.accumulate($L, lambda q, w: clip(q * 2 + w))]
        $l = list(itertools.chain($L, itertools.islice(itertools.count($n), 3)))
        $l = list(itertools.takewhile(lambda q: q != $J, $L))
        $i = len([q for q, w in itertools.groupby($L, lambda q: q % 2)])
        $l = [q + w for q, w in zip($L, itertools.cycle([$n, $n]))]
        $i = clip(functools.partial(noted)($J))
        $i = clip(functools.partial(kw, b=$J)($J, c=$n))
        $fn = «noted|abs|picky|(lambda q: clip(q) if q else 1)|functools.partial(max, 3)»
        $i = clip($fn($I))
        $l = [$fn(q) for q in $L]
        $i = len({noted(q): $fn(q) for q in $L})
        $s = "-".join(map(str, map($fn, $L)))[:20]
        $i = TALLY[0]
        $i = next((q for q in $L if q > $n), $J)
        $i = next(iter($L), $J)
        $l = list(enumerate($L, $n))[-1:] and [$J]
        $i, $t1 = max(enumerate($L), key=lambda q: q[1])
        $l = list(reversed($L))
        $l = [q for q in iter(lambda: noted(TALLY[0]) % 5, 0)]
    '''),
)

OBJECTS = Topic(
    head='''\
class Slotted:
    __slots__ = ("v", "w")
    def __init__(self, v, w=0):
        self.v = v
        self.w = w
    def __iadd__(self, o):
        self.v = clip(self.v + o)
        return self
    def __mul__(self, o):
        if not isinstance(o, int):
            return NotImplemented
        return Slotted(clip(self.v * o))
    def __rmul__(self, o):
        return Slotted(clip(o * self.v), 1)
    def __getitem__(self, at):
        return (self.v, self.w)[at]
    def __setitem__(self, at, v):
        if at:
            self.w = v
        else:
            self.v = v
    def __contains__(self, x):
        return x == self.v
    def __bool__(self):
        return self.v % 3 != 0
    def __index__(self):
        return self.w
    def __eq__(self, o):
        return self.v == o.v if isinstance(o, Slotted) else NotImplemented
    def __hash__(self):
        return 1
    def __lt__(self, o):
        return self.v < (o.v if isinstance(o, Slotted) else o)
    def __iter__(self):
        yield self.v
        yield self.w
    def m(self, x):
        return clip(self.v + x)
class Base:
    made = 0
    scale = 2
    def __init__(self, v):
        self.v = v
        Base.made += 1
    def m(self, x):
        return clip(self.v * self.scale + x)
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(name)
        return len(name)
    @property
    def p(self):
        return clip(self.v + 1)
    @p.setter
    def p(self, v):
        if isinstance(v, int) and v % 13 == 12:
            raise ValueError(v)
        self.v = v
    @classmethod
    def c(cls, x):
        return cls(x).v
    @staticmethod
    def s(x):
        return clip(x)
    def __len__(self):
        return 2
    def __call__(self, *a, **k):
        return clip(self.v + len(a) + len(k))
class Derived(Base):
    scale = 3
    def __init__(self, v, extra=1):
        super().__init__(v)
        self.extra = extra
    def m(self, x):
        return clip(super().m(x) + self.extra)
    def __setattr__(self, name, v):
        object.__setattr__(self, name, v)
        object.__setattr__(self, "sets", self.__dict__.get("sets", 0) + 1)
    def __radd__(self, o):
        return clip(o + self.v)
class Cached:
    def __get__(self, o, kind):
        return clip(o.v) if o is not None else 9
    def __set__(self, o, v):
        o.__dict__["hidden"] = v
class Other(Base):
    held = Cached()
    def m(self, x):
        return x
''',
    kinds={"p": ["Slotted(3)", "Base(2)", "Derived(5)", "Other(1)"], "r": ["Base(2)", "Derived(4)"]},
    templates=lines('''
        $p = «Slotted|Base|Derived|Other»($J)
        $i = $p.m($J)
        $i = $r.m($I)
        $i = $p.v
        $p.v = $I
        $r.v += $I; $r.v = clip($r.v)
        $p += $J
        $p = $p * $n
        $p = $J * $p
        $i = $p[«0|1|2»]
        $p[«0|1»] = $J
        $i = int($J in $p)
        $i = len($p)
        $i = 1 if $p else 2
        $i = int($p == $p)
        $i = int($p < $J)
        $i = [1, 2, 3][$p]
        $i = clip(sum($p))
        $i, $i = $p
        $i = $J + $r
        $i = $r.p
        $r.p = $I
        $r.p += 1
        $i = $r.unset_thing
        $i = $r.nothing
        $i = getattr($p, "«v|w|nope|scale|p»", $J)
        setattr($p, "«v|w|y|scale»", $J)
        $i = int(hasattr($p, "«w|extra|noo»"))
        $i = $r($J, $J, k=1)
        $i = «Base|Derived».c($J)
        $i = $r.s($J)
        $i = $r.held
        $r.held = $J
        $r.new_one = $J
        $i = $r.«scale|extra|new_one|made|sets»
        if $B: Base.scale = $J
        if $B: Derived.scale = $J
        if $B: Base.m = lambda self, x: clip(self.v - x)
        if $B: Base.m, Other.m = Other.m, Base.m
        if $B: Derived.m = Base.m
        if $B: $r.scale = $J
        if $B: $r.m = lambda x: clip(x)
        if "m" in vars($r): del $r.m
        if "scale" in $r.__dict__: del $r.scale
        if $B: $r.__class__ = «Base|Derived|Other»
        if $B: $r.__dict__["v"] = $J
        if $B: Derived.__bases__ = «(Base,)|(Other,)»
        if $B: Base.extra = $J
        if $B: Slotted.__bool__ = lambda self: «True|False»
        if $B: Slotted.__add__ = lambda self, o: Slotted(self.v, $n)
        $p = $p + $J
        $i = Base.made
        $i = Derived.scale
        $i = int(isinstance($p, «Base|Derived|(Slotted, int)»))
        $i = len(type($p).__name__)
        $t1 = $p.m; $p = «Base|Slotted»($J); $i = $t1($J)
        $t1 = «Base|Derived».m; $i = $t1($r, $J)
        $i = super(Derived, $r).m($J)
        del $p.w
        if not hasattr($p, "v"): $p = Base(1)
    '''),
)

FUNCTIONS = Topic(
    head='''\
def many(a, b=2, /, c=3, *rest, d=4, **more):
    return clip(a + b * c + d + len(rest) * 7 + sum(more.values()))
def star(*rest, **more):
    return len(rest) * 10 + len(more)
def mutable(v, seen=[]):
    seen.append(v)
    if len(seen) > 5:
        del seen[:]
    return len(seen)
def counter(start):
    def up(by=1):
        nonlocal start
        start = clip(start + by)
        return start
    def peek():
        return start
    return up, peek
def traced(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        return f(*a, **k)
    return wrapper
import functools
@traced
def wrapped(a, b=1):
    return clip(a - b)
def even(n):
    return True if n <= 0 else odd(n - 1)
def odd(n):
    return False if n <= 0 else even(n - 1)
def set_g(v):
    global G1, G3
    G1 = v
    G3 = v
def get_g():
    return G1
G3 = 0
UP, PEEK = counter(0)
''',
    kinds={"h": ["many", "star", "wrapped"], "j": ["counter(1)", "(UP, PEEK)"]},
    templates=lines('''
        $i = many($J, $J)
        $i = many($J, c=$J, d=$J)
        $i = many(*[$J, $J, $J, $J][:$n])
        $i = many($J, **{"c": $J, "x": $J})
        $i = many($J, 1, 2, 3, 4, z=$J)
        $i = many(a=$J)
        $i = star(*$L, **{"a": 1})
        $i = star(*range($n), $J, *[$J])
        $i = $h($J)
        $i = $h($J, b=$J)
        $i = $h($J, $J, $J)
        $h = «many|star|wrapped|kw|(lambda q, w=3: clip(q * w))»
        $i = mutable($J)
        $i = wrapped($J, b=$J)
        $i = wrapped($J)
        $i = $j[0]()
        $i = $j[0]($J)
        $i = $j[1]()
        $j = counter($J)
        $i = UP($n)
        $i = PEEK()
        $i = int(even($n))
        set_g($J)
        $i = get_g()
        $i = G1
        $i = G3
        globals()["G3"] = $J
        if $B: globals()["G1"] = $F
        if $B: exec("G3 = 1.5", globals())
        if $B: many.__defaults__ = ($J, $n)
        if $B: many.__kwdefaults__["d"] = $J
        if $B: many.__kwdefaults__ = {"d": $J}
        if $B: many.__code__ = star.__code__
        if $B: mutable.note = $J
        $i = getattr(mutable, "note", $J)
        $i = len(locals())
        $s = sys._getframe().f_code.co_name
        $i = sys._getframe().f_lineno
        $i = where()
    ''') + blocks('''
def $t1(q, w=$J):
    nonlocal $i
    $i = clip(q)
    return w
$i = $t1($J)

def $t1():
    return clip($i), $l
$i, $l = $t1()

$t1 = [lambda q=$J: clip(q + $i) for $t2 in range(3)]
$i = $t1[$n % 3]()

def $t1(q):
    if q <= 0: return $J
    return $t1(q - 1)
$i = $t1($n)

class $t1:
    held = $J
    def get(self): return clip($i), self.held
$i, $t2 = $t1().get()

$i = [$t1 := $J, clip($t1 + 1)][«0|1»]
'''),
)

GENERATORS = Topic(
    head='''\
def echo(n):
    total = 0
    try:
        for k in range(n):
            try:
                got = yield clip(k + total)
                if got is not None:
                    total = clip(total + got)
            except KeyError as e:
                total = 100
                yield len(e.args)
    finally:
        CLOSED[0] += 1
    return total
CLOSED = [0]
def outer(n):
    got = yield from echo(n)
    yield got
def walk(tree):
    if isinstance(tree, tuple):
        for part in tree:
            yield from walk(part)
    else:
        yield tree
def pairs(items):
    it = iter(items)
    for a in it:
        yield a, next(it, None)
def bad(n):
    for k in range(n):
        if k == 3:
            raise StopIteration
        yield k
''',
    kinds={"x": ["echo(4)", "outer(3)", "iter([1, 2])", "walk((1, (2, (3,)), 4))"]},
    templates=lines('''
        $x = «echo|outer»($n)
        $i = next($x, $J)
        $i = next($x)
        $i = $x.send(None)
        $i = $x.send($J)
        $i = $x.throw(KeyError($J))
        $i = $x.throw(«ValueError(1)|KeyError|GeneratorExit»)
        $x.close()
        $i = clip(sum($x))
        $l = list($x)[:9]
        $l = list(outer($n))
        $i, *$l = $x
        $i = clip(sum(q for q in echo($n) if q != $J))
        $x = (clip(q * $J) for q in range($n))
        $x = (q for q in $x)
        $x = walk(($J, ($J, ()), ($J,)))
        $i = len(list(bad($n)))
        $l = [q for q in zip(echo(3), outer(2))][:0] or [$J]
        $i = int($J in $x)
        $i = max(echo($n), default=$J)
        $i = clip(next(outer(1)))
        $i = int($x.gi_running)
        $l = [*echo(2), *walk((1, 2))]
    ''') + blocks('''
for $t1 in $x:
    $i = $t1
    if $B: break
    $LOOP

for $t1 in outer($n):
    $i = clip($t1)
    $LOOP

for $t1, $t2 in pairs($L):
    $i = $t1
    if $B: continue
    $i = $t2

for $t1 in walk((1, ($J, 2), 3)):
    try:
        $i = $x.send($t1)
    except StopIteration as e:
        $i = e.value
        $x = echo(3)

$t1 = echo($n)
try:
    $i = next($t1)
    while True:
        $i = $t1.send($J)
except StopIteration as e:
    $i = e.value
'''),
)

CONTROL = Topic(
    head='''\
class Quiet:
    def __init__(self, kinds):
        self.kinds = kinds
    def __enter__(self):
        return 5
    def __exit__(self, kind, e, tb):
        LOG[0] += tb.tb_lineno if tb else 1
        return kind is not None and issubclass(kind, self.kinds)
class Mine(Exception):
    def __init__(self, v, w=1):
        super().__init__(v)
        self.w = w
class Deeper(Mine):
    pass
LOG = [0]
def fail(v):
    if isinstance(v, int) and v % 3 == 0:
        raise Mine(v)
    if isinstance(v, int) and v % 7 == 0:
        raise Deeper(v, w=2)
    return v
def rethrow(v):
    try:
        return fail(v)
    except Deeper as e:
        raise ValueError(v) from e
    finally:
        LOG[0] = clip(LOG[0] + 1)
def tracked(e):
    out = []
    tb = e.__traceback__
    while tb:
        out.append(tb.tb_lineno)
        tb = tb.tb_next
    return out[-4:], type(e.__context__).__name__, type(e.__cause__).__name__
''',
    kinds={"v": ["0", "None"]},
    templates=lines('''
        $i = fail($J)
        $i = rethrow($J)
        $i = LOG[0]
        $i = where()
        $v = sys.exc_info()[0] and 1
        assert $B, $J
        raise Mine($J)
    ''') + blocks('''
try:
    $i = «fail|rethrow»($J)
except Mine as e:
    $v = tracked(e)
except ValueError as e:
    $v = tracked(e)

try:
    $i = rethrow($J)
    $BODY
except «Deeper|Mine|(Mine, KeyError)|Exception» as e:
    $v = tracked(e), e.args
    $BODY
else:
    $BODY
finally:
    $i = $J

for $t1 in range($n):
    try:
        if $B: «break|continue»
        $i = fail($J)
        $LOOP
    except Mine:
        if $B: «break|continue|pass|raise»
    finally:
        LOG[0] = clip(LOG[0] + 1)
        if $t1 == 5: «break|pass»
else:
    $BODY

def $t1():
    for $t2 in range($n):
        try:
            if $t2 == $J: return $t2
            fail($J)
        except Mine:
            continue
        finally:
            if $t2 == $n: return -1
    return where()
$i = $t1()

with Quiet(«Mine|(Mine, ValueError)|KeyError») as $i:
    $BODY
    $i = fail($J)

for $t1 in range($n):
    with Quiet(Mine):
        if $B: «break|continue»
        $LOOP
        fail($J)

try:
    try:
        $i = fail($J)
        $i = 1 // ($J % 3)
    except ZeroDivisionError:
        fail($J)
        raise KeyError
    finally:
        $v = sys.exc_info()[0] and 2
except Exception as e:
    $v = tracked(e)

while True:
    $LOOP
    if $B: break
    $v = ($v or 0) + 1 if isinstance($v or 0, int) else 0
    if $v > 12: break
else:
    $BODY
'''),
)
