from __future__ import annotations

import __future__
import atexit
import errno
import gc
import weakref


class C:
    def __init__(self, n): self.n = n
    def m(self): return self.n
    def __repr__(self): return f"C({self.n})"


keep = [C(i) for i in range(5)]
r = weakref.ref(keep[0])
print(r() is keep[0], r == weakref.ref(keep[0]), weakref.getweakrefcount(keep[0]), hash(r) == hash(keep[0]))
p = weakref.proxy(keep[1])
p.extra = 7
print(p.n, p.m(), keep[1].extra, str(p), repr(p)[:13], p.__class__ is C)
wv = weakref.WeakValueDictionary(a=keep[0], b=keep[1])
wv["c"] = keep[2]
print(sorted(wv), wv["c"], len(wv), "b" in wv, wv.get("zz"), dict(wv), wv.pop("a"), sorted(wv.items()), wv.setdefault("d", keep[3]))
wk = weakref.WeakKeyDictionary()
wk[keep[0]] = "zero"
wk[keep[4]] = "four"
print(wk[keep[0]], len(wk), keep[1] in wk, sorted(wk.values()), list(wk.keys()), wk.get(keep[2], "none"))
ws = weakref.WeakSet(keep[:2])
ws.add(keep[0])
print(len(ws), keep[0] in ws, keep[3] in ws, sorted(c.n for c in ws))
ws.discard(keep[0])
print(len(ws))
m = weakref.WeakMethod(keep[2].m)
print(m()(), m == weakref.WeakMethod(keep[2].m))
for bad in (lambda: weakref.ref(5), lambda: wv["nope"], lambda: weakref.WeakMethod(len)):
    try:
        print(bad())
    except (TypeError, KeyError) as e:
        print(type(e).__name__, str(e)[:50])
done = []
f = weakref.finalize(keep[3], done.append, "finalized")
print(f.alive, f.peek()[2], f(), f.alive, done, f())


def make():
    for i in range(50):
        o = C(i)
        refs.append(weakref.ref(o))


refs = []
make()
gc.collect()
print(sum(x() is None for x in refs) > 40)
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), type(gc.collect()).__name__)
print(errno.ENOENT, errno.errorcode[errno.EEXIST], errno.EWOULDBLOCK == errno.EAGAIN)
try:
    open("/nonexistent/x")
except OSError as e:
    print(e.errno == errno.ENOENT, errno.errorcode[e.errno])
print(__future__.annotations, __future__.division.getMandatoryRelease(), len(__future__.all_feature_names))


def annotated(x: not_defined) -> list[int | None]: return x


print(annotated.__annotations__)
atexit.register(print, "last")
atexit.register(lambda *a, **k: print("first", a, k), 1, b=2)
gone = atexit.register(print, "never")
atexit.unregister(gone)


@atexit.register
def between(): print("between")


print("end of main")
