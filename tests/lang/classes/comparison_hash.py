class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o):
        print("eq", end=" ")
        return self.v == o.v if isinstance(o, V) else NotImplemented
    def __lt__(self, o):
        print("lt", end=" ")
        return self.v < o.v
    def __le__(self, o):
        print("le", end=" ")
        return self.v <= o.v
    def __repr__(self): return f"V{self.v}"


a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a <= b, a >= b, a == 1, a != 1, 1 == a)
print(a in [b, a], [a] == [V(1)], [V(0), a] < [V(0), b], (a, 1) == (V(1), 1), a == a)
try:
    hash(a)
except TypeError as e:
    print(e)
print(V.__hash__, V.__ne__(a, b))
print(sorted([b, a, V(0)]), max(a, b), min([b, a]))
print(V(1) < V(2) < V(3), V(3) < V(2) < V(1))


class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return hash(self.v)
    def __eq__(self, o): return isinstance(o, H) and self.v == o.v


print({H(1): "a", H(1): "b"}[H(1)], len({H(1), H(1), H(2)}), H(1) in {H(1)}, H(1) != H(1), [H(1), H(2)].index(H(2)), [H(1)].count(H(1)))


class Sub(H): pass
class Sub2(H):
    def __eq__(self, o): return False
class Sub3(H):
    def __eq__(self, o): return False
    __hash__ = H.__hash__


print(hash(Sub(5)) == hash(5), Sub2.__hash__, hash(Sub3("a")) == hash("a"))


class L:
    def __eq__(self, o): return "truthy"
    def __ne__(self, o): return []
    def __lt__(self, o): return 0
    def __contains__(self, x): return "yes"


l = L()
print(l == 1, l != 1, l < 1, 1 > l, 5 in l, 5 not in l, not l == 1, [l] == [3], l in [None])


class Ref:
    def __lt__(self, o): return "Ref.lt"
    def __gt__(self, o): return "Ref.gt"
class RefSub(Ref):
    def __gt__(self, o): return "RefSub.gt"


print(Ref() < RefSub(), Ref() > RefSub(), RefSub() < Ref(), 1 < Ref(), 1 > Ref())
import functools


@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v


print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2), T(1) != T(2))
for f in (lambda: object() < object(), lambda: a < 5, lambda: [] < (), lambda: {} < {}, lambda: None < None, lambda: 1 < "a", lambda: 1j < 2j, lambda: int < str, lambda: len < len, lambda: "a" >= b"a"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
o = object()
print(o == o, o != o, o == object(), None == None, None != 0, NotImplemented == NotImplemented, ... == ..., int == int, object.__eq__(o, 5), object.__ne__(o, o), (5).__eq__("5"))
