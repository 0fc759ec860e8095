def e(f, *a):
    try:
        r = f(*a)
        print(sorted(r, key=str) if isinstance(r, (set, frozenset)) else repr(r), end=" ")
    except Exception as x:
        print(type(x).__name__, x, end=" ")
    print(sorted(s, key=str))


for T in (set, frozenset):
    s = T([1, 2, 3])
    e(s.union, [4], (5,), "a")
    e(s.union)
    e(s.intersection, [1, 9], {1: 2})
    e(s.difference, [1], [2])
    e(s.symmetric_difference, [1, 7, 7])
    e(s.issubset, range(10))
    e(s.issuperset, [1])
    e(s.isdisjoint, [8])
    e(s.copy)
    e(s.union, 5)
    e(s.isdisjoint, 5)
    e(lambda: s | [1])
    e(lambda: s & "a")
    e(lambda: s | {9})
    e(lambda: {9} | s)
    e(lambda: s - frozenset([1]))
    e(lambda: s <= {1, 2, 3, 4})
    e(lambda: s < s)
    e(lambda: s <= s)
    e(lambda: s > {1})
    e(lambda: s == {3, 2, 1})
    e(lambda: s != frozenset([1]))
    e(lambda: s < [1])
    e(lambda: [] in s)
    e(lambda: {1} in T([frozenset([1])]))
    e(lambda: T([[]]))
    e(lambda: T(5))
    e(lambda: T(1, 2))
    e(lambda: s + s)
    e(lambda: hash(s) == hash(frozenset([3, 2, 1])))
    e(lambda: s[0])
    e(lambda: s.nope)
    print(type(s | {1}).__name__, type({1} | s).__name__, type(s & frozenset()).__name__, len(s), bool(T()), T(), repr(T([1])), [x for x in dir(T) if not x.startswith("_")])
s = {1, 2, 3}
e(s.add, 4)
e(s.add, 4)
e(s.add, [])
e(s.discard, 99)
e(s.discard, 4)
e(s.remove, 99)
e(s.remove, "x")
e(s.remove, [1])
e(s.discard, {1})
e(s.update, [7], "ab")
e(s.update, 5)
e(s.intersection_update, [1, 2, 7])
e(s.difference_update, [2], [3])
e(s.symmetric_difference_update, [1, 8])
e(s.__ior__, {5})
e(s.__iand__, {5, 8})
e(s.__isub__, {5})
e(s.__ixor__, {5})
e(s.clear)
e(s.pop)
e(s.add)
t = s
s |= {1}
s ^= {2}
s -= {1}
s &= {2, 3}
print(s, t is s)
try:
    s |= [1]
except TypeError as x:
    print(x)
f = frozenset([1])
g = f
f |= {2}
print(f, g, frozenset(g) is g, g.copy() is g, frozenset("a") == {"a"}, {frozenset([1]): 2}[frozenset([1])])
