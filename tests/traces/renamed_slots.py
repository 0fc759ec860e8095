# jit: traces>=1
# Slots under other names than their own.
class A:
    __slots__ = ("x", "w")
A.y = A.x
class S:
    __slots__ = ("p", "q")
S.p, S.q = S.q, S.p
class T(S): pass
def alias(n):
    a = A(); o = []
    for i in range(n):
        a.y = i
        o.append((a.x, a.y))
        a.x = -i
        o.append((a.x, a.y))
        if i % 10 == 9:
            del a.y
            try: a.x
            except AttributeError as e: o.append(str(e))
    return o[-4:]
def swapped(n, c):
    o = []; s = c(); other = c(); other.p = 5; other.q = 5
    for i in range(n):
        s.p = i; s.q = -i
        o.append((s.p, s.q, c.p.__get__(s), c.q.__get__(s)))
        s.p, s.q = s.q, s.p
        o.append((s.p, s.q, c.p.__get__(s), other.p, other.q))
        other.p = i; o.append((other.p, other.q))
        other.q = i; o.append((other.p, other.q))
    return o[-4:]
for k in range(5): r = alias(60), swapped(60, S), swapped(60, T)
print(r)
def both(s, n):
    t = 0
    for i in range(n): t += s.p * 10 + s.q
    return t
s = S(); s.p = 3; s.q = 3
r = [both(s, 50)]
s.p = 4
r.append(both(s, 50))
print(r)
def mk(n):
    o = []
    for i in range(n):
        s = S(); s.p = i; s.q = 2 * i; o.append(s.p * 100 + s.q)
        t = T(); t.q = 1; t.r = 4; t.p = 7; o.append((t.p, t.q, t.r, sorted(t.__dict__)))
    return o[-2:]
for k in range(4): r = mk(40)
print(r)
