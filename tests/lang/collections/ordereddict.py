from collections import OrderedDict
d = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
d.move_to_end("a")
d.move_to_end("c", last=False)
print(d, list(d), d.popitem(), d.popitem(last=False), d, repr(OrderedDict()), OrderedDict(x=1), OrderedDict({1: 2}))
e = OrderedDict.fromkeys("xyz", 0)
e["y"] = 5
del e["x"]
e["x"] = 9
print(e, list(reversed(e)), list(e.items()), list(reversed(e.items())), e.keys(), e.values(), e.items(), e.pop("z"), e.setdefault("n", 1), e.copy(), type(e.copy()))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, OrderedDict(a=1) | {"b": 2}, {"z": 0} | OrderedDict(a=1), type({"z": 0} | OrderedDict(a=1)), dict(d))
for f in (lambda: d.move_to_end("nope"), lambda: OrderedDict().popitem(), lambda: d["q"], lambda: d.pop("q"), lambda: OrderedDict(5), lambda: hash(d), lambda: d < d):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
try:
    for k in e:
        e["new" + k] = 1
except RuntimeError as x:
    print(x)
d.clear()
d["me"] = d
print(d)
class LRU(OrderedDict):
    def __init__(self, n):
        super().__init__()
        self.n = n
    def __getitem__(self, k):
        v = super().__getitem__(k)
        self.move_to_end(k)
        return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.n:
            self.popitem(last=False)
l = LRU(3)
for k in "abcab":
    l[k] = k.upper()
    l[k]
l["d"] = 1
print(list(l), l.n, len(l))
big = OrderedDict((i, i) for i in range(300))
for i in range(0, 300, 7):
    big.move_to_end(i, last=i % 2 == 0)
for i in range(0, 300, 3):
    del big[i]
print(list(big)[:5], list(big)[-5:], len(big), sum(big.values()))
