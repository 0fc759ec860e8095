class A:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __hash__(self): return hash(self)
    def __getattr__(self, n): return getattr(self, n + "x")
    def __iter__(self): return iter(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __call__(self): return self()
    def __contains__(self, x): return x in self
    def __lt__(self, o): return self < o
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
    def __format__(self, s): return format(self, s)
    def __int__(self): return int(self)
    def __neg__(self): return -self
    def __next__(self): return next(self)
    def __enter__(self): return self.__enter__()
    def __index__(self): return [1][self]
    @property
    def p(self): return self.p
    def __setattr__(self, n, v): self.x = v
    def __delattr__(self, n): del self.y


a = A()
for name, f in (("repr", lambda: repr(a)), ("str", lambda: str(a)), ("hash", lambda: hash(a)), ("getattr", lambda: a.nope), ("iter", lambda: list(a)), ("len", lambda: len(a)), ("bool", lambda: not a), ("call", lambda: a()), ("contains", lambda: 1 in a), ("lt", lambda: a < 1), ("add", lambda: a + 1), ("getitem", lambda: a[0]), ("format", lambda: f"{a}"), ("int", lambda: int(a)), ("neg", lambda: -a), ("next", lambda: next(a)), ("enter", lambda: a.__enter__()), ("index", lambda: [1, 2][a]), ("setattr", lambda: setattr(a, "q", 1)), ("delattr", lambda: delattr(a, "q")), ("dict", lambda: {a: 1}), ("sort", lambda: sorted([a, a])), ("sum", lambda: sum([a, a])), ("list repr", lambda: str([a]))):
    try:
        f()
        print(name, "returned")
    except RecursionError:
        print(name, "RecursionError")
    except TypeError as e:
        print(name, e)
print("done")
