"""Programs with hot loops, grown from a grammar that knows types roughly; topics add statements (`topics.py`)."""

import random
import re

from topics_code import CALLBACKS, CONTROL, FUNCTIONS, GENERATORS, OBJECTS
from topics_data import ARRAYS, COLLECTIONS, NUMBERS, SLICES

TOPICS = {
    "collections": COLLECTIONS, "slices": SLICES, "numbers": NUMBERS, "callbacks": CALLBACKS, "objects": OBJECTS,
    "functions": FUNCTIONS, "generators": GENERATORS, "control": CONTROL, "arrays": ARRAYS,
}

PRELUDE = '''\
import math
import sys
class P:
    k = 3
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def norm(self):
        return self.x * self.x + self.y
    @property
    def twice(self):
        return self.x * 2
    def __add__(self, o):
        return P(self.x + (o.x if isinstance(o, P) else o), self.y)
    def __radd__(self, o):
        return P(o + self.x, self.y - 1)
    def __lt__(self, o):
        return self.x < o.x
    def __eq__(self, o):
        return isinstance(o, P) and self.x == o.x
    def __hash__(self):
        return hash(self.x)
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return self.x + i
    def __len__(self):
        return 4
    def __repr__(self):
        return f"{type(self).__name__}({self.x!r}, {self.y!r})"
class Q(P):
    k = 5
    __slots__ = ()
    def norm(self):
        return super().norm() - self.k
    def __call__(self, v):
        self.y = v
        return self.x
class CM:
    def __init__(self, log):
        self.log = log
    def __enter__(self):
        self.log.append(1)
        return len(self.log)
    def __exit__(self, t, v, tb):
        self.log.append(2)
        return t is ValueError
class It:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n
def gen(n):
    for i in range(n):
        got = yield i * 2
        if got:
            yield got
def chain(a, b):
    yield from a
    yield from gen(b)
def rec(n, acc=0):
    if n <= 0:
        return acc
    return rec(n - 1, acc + n)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def kw(a, b=2, *args, c=3, **more):
    return a + b * c + len(args) + len(more)
def clip(v):
    if isinstance(v, int) and not -(1 << 130) < v < (1 << 130):
        return v % 1000003
    if isinstance(v, str) and len(v) > 60:
        return v[:7]
    if isinstance(v, (list, tuple)) and len(v) > 60:
        return v[:5]
    return v
G1 = 1
G2 = 2.5
def bump():
    global G1
    G1 = clip(G1 + 1)
    return G1
def show(v, depth=0):
    if isinstance(v, (list, tuple)) and depth < 3:
        items = list.__iter__(v) if isinstance(v, list) else v
        return "[" + ", ".join(show(x, depth + 1) for x in items) + "]"
    if isinstance(v, dict) and depth < 3:
        return "{" + ", ".join(f"{show(a, 3)}: {show(b, depth + 1)}" for a, b in dict.items(v)) + "}"
    if isinstance(v, (int, float, str, bool, type(None), P, complex, bytes, bytearray)):
        return repr(v)
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + str(sorted(map(show, v)))
    if hasattr(v, "tolist"):
        return f"{type(v).__name__}({v.dtype}, {v.tolist()})"
    if hasattr(v, "maxlen"):
        return repr(v)
    if hasattr(v, "v"):
        return f"{type(v).__name__}({show(v.v, depth + 1)})"
    return type(v).__name__
def where():
    return sys._getframe(1).f_lineno
'''

INTS = [0, 1, 2, 3, 5, 7, 10, -1, -2, -7, 63, 64, 255, 1000, 2**31 - 1, 2**31, -(2**31), 2**46, 2**47 - 1, 2**47, -(2**47) - 1,
        2**62, 2**63 - 1, 2**63, -(2**63), 2**64 - 1, 2**64, 6364136223846793005, 2**70]
FLOATS = ["0.0", "-0.0", "1.0", "0.5", "-1.5", "3.25", "1e-3", "1e16", "123456.789", "1e300", "float('inf')"]
STRS = ["''", "'a'", "'bc'", "'xyz'", "'0'", "'-12'", "'h\\u00e9'", "'a b a'"]


class Gen:
    """One program."""

    def __init__(self, seed, topics=None):
        self.r = random.Random(seed)
        if topics is None:
            topics = self.r.sample(sorted(TOPICS), self.r.choice([0, 1, 1, 2, 3]))
        self.topics = [TOPICS[t] for t in topics]
        self.has_arrays = "arrays" in topics
        # How many statements of a hundred come from topics.
        self.share = self.r.choice([30, 60, 85])
        self.lines = []
        self.loops = 0
        self.counter = 0

    def program(self):
        names = []
        for k in range(self.r.randint(1, 3)):
            names.append((f"f{k}", self.function(f"f{k}")))
        self.kernels = self.r.random() < 0.1
        if self.kernels:
            self.lines += ["try:", "    from numba import njit", "except ImportError:", "    njit = lambda f: f"]
            self.kernel("f9")
            names.append(("f9", 3))
        body = []
        for name, n in names:
            count = self.r.choice([1, 3, 8, 70, 150])
            body.append(f"for call in range({count}):")
            body.append(f"    try:")
            args = ", ".join(self.argument() for _ in range(n))
            body.append(f"        out = {name}({args})")
            body.append(f"    except Exception as e:")
            body.append(f"        out = (type(e).__name__, str(e), e.__traceback__.tb_lineno)")
            body.append(f"        t = e.__traceback__")
            body.append(f"        while t.tb_next: t = t.tb_next")
            body.append(f"        out += (t.tb_lineno, t.tb_frame.f_code.co_name)")
            body.append(f"    if call < 3 or call % 50 == 0 or call == {count - 1}:")
            body.append(f"        print({name!r}, call, show(out))")
            body.append("print(show([G1, G2]))")
        heads = "".join(t.head for t in self.topics)
        return PRELUDE + heads + "\n".join(self.lines + body) + "\n"

    def argument(self):
        kind = self.r.randrange(8)
        if kind == 0:
            return "call"
        if kind == 1:
            return "call if call % 7 else 0.5"
        return self.expr(self.r.choice("ifsl"), 0, {})

    def function(self, name):
        self.vars = {"i": [], "f": [], "s": [], "l": [], "d": [], "o": []}
        params = []
        for _ in range(self.r.randint(1, 3)):
            params.append(self.new(self.r.choice("iif")))
        self.lines.append(f"def {name}({', '.join(params)}):")
        for t in "ifslo":
            v = self.new(t)
            self.lines.append(f"    {v} = {self.expr(t, 1, {})}")
        if self.r.random() < 0.5:
            v = self.new("d")
            self.lines.append(f"    {v} = {{}}")
        for topic in self.topics:
            for kind, starts in topic.kinds.items():
                self.vars.setdefault(kind, [])
                for _ in range(self.r.choice([1, 1, 2])):
                    self.lines.append(f"    {self.new(kind)} = {self.r.choice(starts)}")
        self.block(1, self.r.randint(2, 5), 0)
        every = [v for t in self.vars for v in self.vars[t]]
        self.lines.append(f"    return [{', '.join(every)}]")
        return len(params)

    def new(self, t):
        self.counter += 1
        name = f"{t}{self.counter}"
        self.vars[t].append(name)
        return name

    def var(self, t):
        return self.r.choice(self.vars[t]) if self.vars.get(t) else None

    # ---- statements ----

    def block(self, indent, n, loop):
        for _ in range(n):
            self.statement(indent, loop)

    def emit(self, indent, text):
        self.lines.append("    " * indent + text)

    def statement(self, indent, loop):
        r = self.r
        deep = indent >= 5
        if self.topics and loop < 3 and r.randrange(100) < (self.share if loop else self.share // 2):
            return self.template(r.choice(r.choice(self.topics).templates), indent, loop)
        kind = r.choices(
            ["assign", "aug", "if", "for", "while", "try", "list", "dict", "attr", "jump", "with", "swap", "call", "retype", "nested", "raise", "unpack", "lambda"],
            [20, 14, 0 if deep else 14, 0 if deep or loop >= 3 else 18, 0 if deep or loop >= 3 else 5, 0 if deep else 5, 8, 6, 6, 6 if loop else 0,
             0 if deep else 2, 3, 4, 2, 2 if not deep else 0, 1, 3, 2],
        )[0]
        t = r.choice("iiiffslo")
        if kind == "assign":
            self.emit(indent, f"{self.var(t)} = clip({self.expr(t, 2)})" if t in "isl" else f"{self.var(t)} = {self.expr(t, 2)}")
        elif kind == "aug":
            t = r.choice("iiff")
            op = r.choice(["+=", "-=", "*=", "+=", "-="] + (["&=", "|=", "^=", "%=", "//=", ">>="] if t == "i" else ["/=", "%="]))
            v = self.var(t)
            self.emit(indent, f"{v} {op} {self.expr(t, 1)}")
            if op == "*=" and t == "i":
                self.emit(indent, f"{v} = {v} & {r.choice(['0xffffffff', '0xffffffffffffffff', '(1 << 64) - 1', '0xffff'])}" if r.random() < 0.6 else f"{v} = clip({v})")
        elif kind == "if":
            self.emit(indent, f"if {self.expr('b', 2)}:")
            self.block(indent + 1, r.randint(1, 2), loop)
            if r.random() < 0.5:
                if r.random() < 0.3:
                    self.emit(indent, f"elif {self.expr('b', 1)}:")
                    self.block(indent + 1, 1, loop)
                self.emit(indent, "else:")
                self.block(indent + 1, r.randint(1, 2), loop)
        elif kind == "for":
            v = self.new("i") if r.random() < 0.7 else self.var("i")
            n = r.choice([2, 3, 5, 20, 90] if loop == 0 else [0, 1, 2, 3, 6, 13])
            small = min(n, 9)
            source = r.choice([
                f"range({n})", f"range({n})", f"range({n})", f"range({r.randint(-3, 3)}, {n}, {r.choice([1, 2, 3])})", f"range({n}, 0, -1)",
                f"gen({small})", f"It({small})", f"[{', '.join(self.expr('i', 0) for _ in range(3))}]", f"list(range({n}))",
                f"(z * 2 for z in range({n}) if z % 3)", f"chain(range({small}), 3)", f"{self.var('l')}[:12]", f"map(abs, range(-{small}, 3))",
                f"[q for q, w in enumerate(range({small}))]", f"sorted(range({small}), key=lambda q: -q)", f"{{1: 2, 3: 4}}", f"reversed(range({small}))",
            ])
            if r.random() < 0.1:
                w = self.new("i")
                self.emit(indent, f"{v} = {w} = 0")
                source = r.choice([f"enumerate(range({n}))", f"zip(range({n}), gen({small}))", f"{{{r.randint(0, 9)}: 2, 3: 4}}.items()"])
                self.emit(indent, f"for {v}, {w} in {source}:")
            else:
                self.emit(indent, f"{v} = 0")
                self.emit(indent, f"for {v} in {source}:")
            self.block(indent + 1, r.randint(1, 4 - min(loop, 2)), loop + 1)
            if r.random() < 0.08:
                self.emit(indent, "else:")
                self.block(indent + 1, 1, loop)
        elif kind == "while":
            self.counter += 1
            w = f"w{self.counter}"
            n = r.choice([2, 4, 30, 80] if loop == 0 else [1, 2, 4, 9])
            self.emit(indent, f"{w} = 0")
            test = r.choice([f"{w} < {n}", f"{w} < {n} and {self.expr('b', 1)}", "True"])
            self.emit(indent, f"while {test}:")
            self.emit(indent + 1, f"{w} += 1")
            if test == "True":
                self.emit(indent + 1, f"if {w} > {n}: break")
            self.block(indent + 1, r.randint(1, 3), loop + 1)
        elif kind == "try":
            self.emit(indent, "try:")
            self.block(indent + 1, r.randint(1, 2), loop)
            if r.random() < 0.5:
                self.emit(indent + 1, f"if {self.expr('b', 1)}: raise {r.choice(['ValueError', 'KeyError(1)', 'IndexError'])}")
            if r.random() < 0.8:
                self.emit(indent, f"except {r.choice(['ValueError', '(KeyError, IndexError)', 'Exception', 'Exception as e', 'ZeroDivisionError'])}:")
                self.block(indent + 1, 1, loop)
                if r.random() < 0.3:
                    self.emit(indent, "finally:")
                    self.block(indent + 1, 1, 0)
            else:
                self.emit(indent, "finally:")
                self.block(indent + 1, 1, 0)
        elif kind == "list":
            l = self.var("l")
            op = r.randrange(8)
            if op < 3:
                self.emit(indent, f"{l}.append({self.expr(r.choice('iif'), 1)})")
                self.emit(indent, f"if len({l}) > 40: {l} = {l}[-3:]")
            elif op == 3:
                self.emit(indent, f"if {l}: {self.var('i')} = {l}.pop()")
            elif op == 4:
                self.emit(indent, f"if {l}: {l}[{self.expr('i', 0)} % len({l})] = {self.expr('i', 1)}")
            elif op == 5:
                self.emit(indent, f"{l} = [{self.expr('i', 1, None)} for q in range({r.randint(0, 6)})]")
            elif op == 6:
                self.emit(indent, f"{l}[{r.randint(0, 3)}:{r.randint(2, 5)}] = [{self.expr('i', 0)}]")
            else:
                self.emit(indent, f"{l}.sort(key=lambda q: (str(type(q)), str(q)))")
        elif kind == "dict":
            d = self.var("d")
            if not d:
                self.emit(indent, "pass")
            else:
                key = r.choice([f"{self.expr('i', 0)} % 5", self.expr("s", 0), f"({self.expr('i', 0)} % 3, 1)"])
                self.emit(indent, r.choice([
                    f"{d}[{key}] = {d}.get({key}, 0) + 1", f"{d}[{key}] = {self.expr('i', 1)}", f"{d}.pop({key}, None)",
                    f"if {key} in {d}: {self.var('i')} = clip({d}[{key}])", f"{self.var('i')} = len({d})", f"{d}.setdefault({key}, []) ",
                    f"for {self.var('s')} in list({d}): pass", f"{self.var('i')} = {d}[{key}]",
                ]))
        elif kind == "attr":
            o = self.var("o")
            self.emit(indent, r.choice([
                f"{o}.x = {self.expr('i', 1)}", f"{o}.y = {self.expr('i', 1)}", f"{o}.y += 1", f"{self.var('i')} = clip({o}.norm())", f"{self.var('i')} = {o}.twice",
                f"{o}.z = {self.expr('i', 0)}", f"{o} = P({self.expr('i', 1)}, {o}.y)", f"{o} = Q({o}.x, 1)", f"{o} = P(clip(({o} + {o}).x), 0)", f"{self.var('i')} = sum({o}) % 1009", f"{self.var('i')} = clip({self.expr('i', 0)} + {o}).x",
            ]))
        elif kind == "jump":
            self.emit(indent, f"if {self.expr('b', 1)}: {r.choice(['break', 'continue', 'continue', 'return ' + str(self.var('i'))])}")
        elif kind == "with":
            self.emit(indent, f"with CM({self.var('l')}) as {self.var('i')}:")
            self.block(indent + 1, r.randint(1, 2), loop)
        elif kind == "swap":
            a, b = self.var(t), self.var(t)
            self.emit(indent, f"{a}, {b} = {b}, {a}")
        elif kind == "call":
            self.emit(indent, r.choice([
                "bump()", f"{self.var('i')} = G1", f"{self.var('i')} = kw({self.expr('i', 0)}, c={self.expr('i', 0)})", f"{self.var('i')} = kw(1, *range({r.randint(0, 4)}), z=1)",
                f"{self.var('i')} = rec({r.randint(0, 12)})", f"{self.var('i')} = fib({r.randint(0, 7)})",
                f"{self.var('i')} = sum({self.expr('i', 0, None)} * q for q in range({r.randint(0, 8)})) & 0xffffffff",
                f"{self.var('i')} = max({self.expr('i', 0)}, {self.expr('i', 0)}, 3)", f"{self.var('i')} = int(any(q > {self.expr('i', 0)} for q in gen(4)))",
                f"{self.var('f')} = float({self.expr('i', 0)} & 0xffff)", f"{self.var('i')} = kw(**{{'a': 1, 'b': {self.expr('i', 0)}}})", f"{self.var('i')} = len(list(filter(None, {self.var('l')})))",
            ]))
        elif kind == "retype":
            self.emit(indent, f"if {self.expr('b', 1)}: {self.var('i')} = {r.choice(['0.5', 'True', '2**65', 'None', self.expr('f', 0)])}")
        elif kind == "nested":
            self.counter += 1
            g = f"g{self.counter}"
            v = self.var("i")
            if r.random() < 0.5:
                self.emit(indent, f"def {g}(q, w={self.expr('i', 0)}):")
                self.emit(indent + 1, f"return clip(q + w + ({v} if isinstance({v}, int) else 1))")
            else:
                self.emit(indent, f"def {g}(q):")
                self.emit(indent + 1, f"nonlocal_list = {self.var('l')}")
                self.emit(indent + 1, f"for z in range(3):")
                self.emit(indent + 2, f"q += z * len(nonlocal_list)")
                self.emit(indent + 1, f"return clip(q)")
            self.emit(indent, f"{self.var('i')} = {g}({self.expr('i', 1)})")
        elif kind == "raise":
            self.emit(indent, f"if {self.expr('b', 2)}: raise {r.choice(['ValueError(1)', 'KeyError', 'IndexError(2)'])}")
        elif kind == "unpack":
            a, b = self.var("i"), self.var("i")
            self.emit(indent, r.choice([f"{a}, {b} = {self.expr('i', 1)}, {self.expr('i', 1)}", f"{a}, *{self.var('l')} = [{self.expr('i', 0)}, {self.expr('i', 0)}, 3]", f"({a}, {self.var('f')}), {b} = (({self.expr('i', 0)}, {self.expr('f', 0)}), {self.expr('i', 0)})"]))
        else:
            self.emit(indent, f"{self.var('i')} = clip((lambda q, w=2: q * w)({self.expr('i', 1)}))")

    def template(self, text, indent, loop):
        """Emits a topic's template."""
        r = self.r
        if indent >= 5 and ("$BODY" in text or "$LOOP" in text):
            text = re.sub(r"\$(BODY|LOOP)", "pass", text)
        text = re.sub(r"«(.*?)»", lambda m: r.choice(m[1].split("|")), text)
        self.counter += 1
        fresh = {f"t{k}": f"t{self.counter}_{k}" for k in (1, 2)}
        expressions = {"I": ("i", 1), "J": ("i", 0), "F": ("f", 1), "S": ("s", 1), "L": ("l", 1), "B": ("b", 1)}

        def hole(m):
            name = m[1]
            if name in fresh:
                return fresh[name]
            if name in expressions:
                return self.expr(*expressions[name])
            if name == "n":
                return str(r.randint(0, 9))
            if name == "k":
                return str(r.randint(-3, 6))
            if name == "N":
                n = r.choice(INTS) + r.randint(-1, 1)
                return f"({n})" if n < 0 else str(n)
            return self.var(name)

        for line in text.split("\n"):
            inner = len(line) - len(line.lstrip())
            word = line.strip()
            if word in ("$BODY", "$LOOP"):
                self.block(indent + inner // 4, r.randint(1, 2), loop + (word == "$LOOP"))
            else:
                self.emit(indent, " " * inner + re.sub(r"\$([a-zA-Z]+\d?)", hole, word))

    def kernel(self, name):
        """A function of numbers under `@njit`: the grammar's plain arithmetic and loops."""
        self.vars = {"i": [], "f": [], "s": [], "l": [], "d": [], "o": []}
        self.lines += ["@njit", f"def {name}({self.new('i')}, {self.new('i')}, {self.new('f')}):"]
        for t in "iff":
            self.lines.append(f"    {self.new(t)} = {self.expr(t, 0, {})}")
        self.arithmetic(1, self.r.randint(3, 6), 0)
        self.lines.append(f"    return [{', '.join(v for t in 'if' for v in self.vars[t])}]")

    def arithmetic(self, indent, n, loop):
        r = self.r
        for _ in range(n):
            kind = r.choice(["set", "set", "aug", "if", "for", "wrap"] if indent < 4 else ["set", "aug", "wrap"])
            if kind == "set":
                self.emit(indent, f"{self.var('i')} = {self.number('i')} & 0xffffffff" if r.random() < 0.5 else f"{self.var('f')} = {self.number('f')}")
            elif kind == "aug":
                self.emit(indent, f"{self.var('f')} {r.choice(['+=', '-=', '*='])} {self.number('f')}")
            elif kind == "wrap":
                self.emit(indent, f"{self.var('i')} = ({self.number('i')} * {r.choice(INTS)} + {self.number('i')}) % {r.choice([2**31, 2**32, 2**61 - 1, 97])}")
            elif kind == "if":
                self.emit(indent, f"if {self.number(r.choice('if'))} {r.choice(['<', '>=', '==', '!='])} {self.number('i')}:")
                self.arithmetic(indent + 1, 2, loop)
                if loop and r.random() < 0.3:
                    self.emit(indent + 1, r.choice(["break", "continue"]))
                elif r.random() < 0.5:
                    self.emit(indent, "else:")
                    self.arithmetic(indent + 1, 1, loop)
            else:
                self.emit(indent, f"for {self.new('i')} in range({r.choice([3, 10, 60])}):")
                self.arithmetic(indent + 1, r.randint(1, 3), loop + 1)

    def number(self, t):
        r = self.r
        a, b = self.var(t), r.choice([self.var(t), str(r.randint(1, 9)) if t == "i" else r.choice(FLOATS[:8])])
        if t == "i":
            return r.choice([f"({a} + {b})", f"({a} - {b})", f"({a} ^ {b})", f"({a} // ({b} or 1))", f"({a} % ({b} or 3))", f"({a} >> {r.randint(0, 40)})", f"abs({a})", f"min({a}, {b})", a])
        return r.choice([f"({a} + {b})", f"({a} * {b})", f"({a} - {self.var('i')})", f"({a} / ({b} or 1.0))", f"abs({a})", f"math.sqrt(abs({a}))", f"float({self.var('i')})", f"max({a}, {b})", a])

    # ---- expressions ----

    def expr(self, t, depth, variables=0):
        """An expression of roughly that type. `variables` {}: constants only; None: `q` may be used."""
        r = self.r
        sub = lambda u: self.expr(u, depth - 1, variables)
        leaf = depth <= 0 or r.random() < 0.25
        var = None if variables == {} else self.var(t)
        if t == "i":
            if variables is None and r.random() < 0.3:
                return "q"
            if leaf:
                if var and r.random() < 0.7:
                    return var
                n = r.choice(INTS) if r.random() < 0.35 else r.randint(-20, 100)
                return f"({n})" if n < 0 else str(n)
            return r.choice([
                lambda: f"({sub('i')} + {sub('i')})", lambda: f"({sub('i')} - {sub('i')})", lambda: f"({sub('i')} * {sub('i')})", lambda: f"({sub('i')} // {sub('i')})",
                lambda: f"({sub('i')} % {sub('i')})", lambda: f"({sub('i')} & {sub('i')})", lambda: f"({sub('i')} ^ {sub('i')})", lambda: f"({sub('i')} | {sub('i')})",
                lambda: f"({sub('i')} >> {r.choice([0, 1, 3, 17, 33, 63, 64])})", lambda: f"({sub('i')} << {r.choice([0, 1, 3, 17])})", lambda: f"(-{sub('i')})", lambda: f"(~{sub('i')})", lambda: f"abs({sub('i')})",
                lambda: f"({sub('i')} * {r.choice([3, 31, 1103515245, 6364136223846793005])} + {r.choice([1, 12345, 1442695040888963407])} & {r.choice(['0xffffffff', '0xffffffffffffffff', '0x7fffffff'])})",
                lambda: f"({sub('i')} if {sub('b')} else {sub('i')})", lambda: f"int({sub('f')})" if r.random() < 0.3 else f"len({sub('s')})", lambda: f"min({sub('i')}, {sub('i')})", lambda: f"({sub('i')} ** {r.choice([0, 1, 2, 3])})",
                lambda: f"ord({r.choice(['\"a\"', '\"z\"'])})", lambda: f"divmod({sub('i')}, {sub('i')})[{r.choice([0, 1])}]", lambda: f"int({sub('b')})", lambda: f"hash({sub('i')})", lambda: f"P({sub('i')}, 1).x",
            ])()
        if t == "f":
            if leaf:
                if var and r.random() < 0.75:
                    return var
                return r.choice(FLOATS)
            return r.choice([
                lambda: f"({sub('f')} + {sub('f')})", lambda: f"({sub('f')} - {sub('f')})", lambda: f"({sub('f')} * {sub('f')})", lambda: f"({sub('f')} / {sub('f')})",
                lambda: f"({sub('i')} / {sub('i')})", lambda: f"({sub('f')} * {sub('i')})", lambda: f"(-{sub('f')})", lambda: f"abs({sub('f')})", lambda: f"math.sqrt(abs({sub('f')}))",
                lambda: f"({sub('f')} // {sub('f')})", lambda: f"({sub('f')} % {sub('f')})", lambda: f"float({sub('i')} & 0xffffff)", lambda: f"({sub('f')} if {sub('b')} else {sub('f')})", lambda: f"max({sub('f')}, {sub('f')})",
                lambda: f"math.floor({r.choice(['2.5', '-2.5'])}) * {sub('f')}", lambda: f"round({sub('f')}, 2)",
            ])()
        if t == "b":
            return r.choice([
                lambda: f"{sub('i')} < {sub('i')}", lambda: f"{sub('i')} % {r.choice([2, 3, 5, 7])} == {r.choice([0, 1])}", lambda: f"{sub('f')} < {sub('f')}", lambda: f"{sub('i')} == {sub('i')}",
                lambda: f"not {sub('i')}", lambda: f"{sub('i')} & 1", lambda: f"{sub('i')} < {sub('i')} <= {sub('i')}", lambda: f"{sub('s')} == {sub('s')}", lambda: f"{sub('i')} in {sub('l')}" if depth > 0 else f"{sub('i')} > 0",
                lambda: f"isinstance({sub('i')}, int)", lambda: f"({sub('i')} > 3 and {sub('i')} < 50)", lambda: f"({sub('i')} > 3 or {sub('f')} < 1.0)", lambda: f"{sub('i')} != {sub('f')}",
            ])()
        if t == "s":
            if leaf:
                return var if var and r.random() < 0.6 else r.choice(STRS)
            return r.choice([
                lambda: f"({sub('s')} + {sub('s')})", lambda: f"str({sub('i')})", lambda: f"{sub('s')}[{r.randint(-2, 2)}:]", lambda: f"{sub('s')}.upper()", lambda: f"({sub('s')} * 2)", lambda: f"f'{{{sub('i')}}}-'" if depth < 2 else "'k'",
                lambda: f"'%d' % ({sub('i')})", lambda: f"{sub('s')}.replace('a', 'bb')", lambda: f"'-'.join([{sub('s')}, 'q'])", lambda: f"repr({sub('f')})",
            ])()
        if t == "l":
            if leaf:
                return var if var and r.random() < 0.6 else f"[{', '.join(str(r.randint(-5, 20)) for _ in range(r.randint(0, 4)))}]"
            return r.choice([
                lambda: f"({sub('l')} + {sub('l')})", lambda: f"[{sub('i')}, {sub('i')}]", lambda: f"{sub('l')}[1:]", lambda: f"[q * 2 for q in {sub('l')}]", lambda: f"list(range({r.randint(0, 6)}))", lambda: f"{sub('l')}[::-1]",
            ])()
        if t == "o":
            if leaf and var and r.random() < 0.6:
                return var
            return f"{r.choice(['P', 'P', 'Q'])}({self.expr('i', 0, variables)}, {self.expr('i', 0, variables)})"
        raise AssertionError(t)
