class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need, self.have = need, have


class Account:
    rate = 0.02
    _count = 0

    def __init__(self, owner, balance=0):
        type(self)._count += 1
        self.owner, self._balance, self.history = owner, balance, []

    @property
    def balance(self): return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("+", amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("-", amount))
        return self

    def year(self): self._balance += round(self._balance * self.rate, 2)
    def __repr__(self): return f"{type(self).__name__}({self.owner!r}, {self._balance})"
    def __lt__(self, o): return self.balance < o.balance
    def __iadd__(self, n): return self.deposit(n)


class Savings(Account):
    rate = 0.1

    def withdraw(self, amount):
        if len([1 for s, _ in self.history if s == "-"]) >= 2:
            raise PermissionError("too many withdrawals")
        return super().withdraw(amount)


a, s = Account("ann", 100), Savings("sam", 1000)
a.deposit(50).withdraw(30)
a += 5
s.withdraw(10).withdraw(20)
for f in (lambda: a.withdraw(1000), lambda: a.deposit(-1), lambda: s.withdraw(1), lambda: setattr(a, "balance", 5)):
    try:
        f()
    except InsufficientFunds as e:
        print(e, e.need - e.have)
    except (ValueError, PermissionError, AttributeError) as e:
        print(type(e).__name__, e)
for _ in range(3):
    a.year()
    s.year()
print(a, s, sorted([s, a]), a.history, Account._count, Savings._count, a < s, max(a, s))


class Events:
    def __init__(self): self.handlers = {}
    def on(self, name):
        def deco(f):
            self.handlers.setdefault(name, []).append(f)
            return f
        return deco
    def emit(self, name, *a, **k): return [h(*a, **k) for h in self.handlers.get(name, ())]


ev = Events()
log = []
@ev.on("x")
def first(v): log.append(v)
@ev.on("x")
@ev.on("y")
def second(v, scale=2): return v * scale
print(ev.emit("x", 3), ev.emit("y", 4, scale=10), ev.emit("none"), log, first.__name__)


class Observable:
    def __init__(self): object.__setattr__(self, "_w", [])
    def watch(self, f): self._w.append(f)
    def __setattr__(self, n, v):
        old = self.__dict__.get(n)
        object.__setattr__(self, n, v)
        for w in self._w:
            w(n, old, v)


o = Observable()
o.watch(lambda *c: print("changed", *c))
o.temp = 20
o.temp += 1
