def show(f):
    l = list(range(10))
    try:
        f(l)
        print(l)
    except Exception as x:
        print(type(x).__name__, x, l)


def sl(a, b, c=None):
    return slice(a, b, c)


for s, v in ((sl(2, 5), "abc"), (sl(2, 5), []), (sl(5, 2), [1, 2]), (sl(None, None), [0]), (sl(0, 0), [7, 8]), (sl(100, 200), [1]), (sl(-3, None), (1,)), (sl(None, -8), range(3)), (sl(0, 10, 2), "abcde"), (sl(None, None, -1), range(10)), (sl(0, 10, 3), "ab"), (sl(9, None, -3), "wxyz"), (sl(5, 5, 2), []), (sl(5, 2, 2), ""), (sl(5, 2, 2), "a"), (sl(1, 3), 5), (sl(0, 2, 0), []), (sl("a", 2), []), (sl(3, None, -1), [1, 2, 3, 4]), (sl(1, 2, 1), "xyz")):
    show(lambda l: l.__setitem__(s, v))
for s in (sl(2, 5), sl(5, 2), sl(None, None, 2), sl(None, None, -1), sl(1, None, 3), sl(8, 1, -2), sl(0, 0), sl(-3, 100), sl(0, 5, 0), 3, -1, 10, -11, "a", 1.5, sl(9, 0, -4), sl(2**70, None), sl(None, -2**70, -1)):
    show(lambda l: l.__delitem__(s))
l = list(range(5))
l[1:3] = l
print(l)
l[:] = l[::-1]
print(l)
l[2:2] = (i * i for i in range(3))
print(l)
del l[0], l[0], l[-1]
print(l)
l[1], l[0] = l[0], l[1]
i = 0
i, l[i] = 2, "x"
print(l, i)
for a in (None, -20, -3, 0, 2, 20):
    for b in (None, -4, 3, 20):
        print([l[a:b:c] for c in (None, 2, -1, -2)], end=" ")
    print()
print(l[:][0] is l[0], l[:] is l, l[-1:], l[:0], l[5:], [1, 2, 3][::-2], [0] * 5)
n = list(range(20))
n[3:15:4] = ["a", "b", "c"]
del n[::5]
print(n, n[slice(2, 8, 3)], n[True], n[-True])
