def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)), end=" ")
    except Exception as x:
        print(type(x).__name__, x, end=" ")
    print(l)


l = [3, 1, 2]
e(l.append, 4)
e(l.extend, [5, 6])
e(l.extend, "ab")
e(l.extend, (x for x in range(2)))
e(l.extend, 5)
e(l.extend, l)
e(l.insert, 0, "first")
e(l.insert, -1, "penult")
e(l.insert, 100, "last")
e(l.insert, "a", 1)
e(l.pop)
e(l.pop, 0)
e(l.pop, -2)
e(l.pop, 100)
e(l.pop, "x")
e(l.remove, 1)
e(l.remove, "nope")
e(l.index, 2)
e(l.index, 2, 3)
e(l.index, 2, 0, 1)
e(l.index, "zz")
e(l.count, 3)
e(l.reverse)
e(l.copy)
e(l.sort)
e(l.clear)
e(l.pop)
e(l.append)
e(l.append, 1, 2)
e(l.sort, lambda x: x)
e(l.sort, reverse="a")
e(l.nope if False else l.__len__)
e(list, 5)
e(list, None)
e(list, "abc")
e(list, {1: 2})
e(list, [1], [2])
e(list, iterable=[1])
e(l.__getitem__, 0)
e(l.index, 1, None)
print([1, 2] + [3], [1] * 3, 3 * [0], [1] * 0, [1, 2] * -1, [] + [], [[]] * 2)
for f in (lambda: [1] + (2,), lambda: [1] + "a", lambda: (1,) + [2], lambda: [1] * "a", lambda: [1] * 1.5, lambda: [1] - [1], lambda: [1] < 2, lambda: [1][5], lambda: [1][-2], lambda: hash([]), lambda: {[]: 1}, lambda: -[1].x, lambda: len([1], 2)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, "a"] == [1, "b"], [1.0] == [1], [1] != (1,), [[1], 2] == [[1], 2], 2 in [1, 2.0], None in [0])
print([x for x in dir(list) if not x.startswith("_")])
a = [1, 2]
b = a
a += [3]
a *= 2
print(a, b, a is b)
a += "xy"
a += {9: 1}
print(b)
try:
    a += 5
except TypeError as x:
    print(x)
