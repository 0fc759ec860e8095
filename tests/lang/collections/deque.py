from collections import deque
d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
d.extend([5, 6])
d.extendleft([-1, -2])
print(d, len(d), d[0], d[-1], d[3], d.pop(), d.popleft(), 3 in d, d.count(2), d.index(3), list(reversed(d)))
d.rotate(2)
print(d)
d.rotate(-3)
d.rotate(100)
d.reverse()
d.remove(3)
d.insert(1, "x")
d[0] = "first"
del d[2]
print(d, d.copy() == d, d + deque([9]), d * 2, deque("ab") < deque("ac"), deque() == deque(), d != [1], bool(deque()))
m = deque(maxlen=3)
for i in range(6):
    m.append(i)
print(m, m.maxlen, deque([1, 2, 3], maxlen=2), deque("abc", 0))
m.appendleft(9)
m.extend([7, 8])
m.extendleft([1])
print(m, deque([1], maxlen=None).maxlen)
m += [5]
m *= 2
print(m)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: d[100], lambda: d.index("zz"), lambda: d.remove("zz"), lambda: deque(5), lambda: deque([], -1), lambda: deque([], "a"), lambda: d["a"], lambda: m.insert(0, 1), lambda: hash(d), lambda: d[0:1], lambda: d + [1], lambda: deque([1]) < [1], lambda: setattr(m, "maxlen", 1), lambda: d.rotate("a"), lambda: deque(1, 2, 3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    for x in d:
        d.append(x)
except RuntimeError as e:
    print(e)
q = deque([1])
q.append(q)
print(q)
q.clear()
print(q, deque(range(200))[137], sum(deque(range(1000))), list(deque("xyz")), max(deque([3, 9])), deque(deque([1])), *deque([1, 2]))
class D(deque):
    def append(self, x): super().append(x * 2)
s = D([1], 5)
s.append(2)
s.tag = "t"
print(s, s.tag, type(s.copy()), type(s + s))
w, tot = deque(maxlen=10), 0
for i in range(500):
    w.append(i * i % 17)
    tot += sum(w)
    if i % 3 == 0:
        w.rotate(1)
print(tot, w)
bfs, seen = deque([0]), {0: 0}
while bfs:
    n = bfs.popleft()
    for k in ((n * 2) % 101, (n + 7) % 101):
        if k not in seen:
            seen[k] = seen[n] + 1
            bfs.append(k)
print(len(seen), max(seen.values()), seen[50])
