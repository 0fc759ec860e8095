def e(f):
    try:
        print(repr(f()))
    except Exception as x:
        print(type(x).__name__, x)


print(slice(5), slice(1, 5), slice(1, 5, 2), slice(None), slice("a", [1], 2.5), slice(1, 2) == slice(1, 2), slice(1) < slice(2), slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step)
for s in (slice(None), slice(2, 5), slice(-3, None), slice(None, None, -1), slice(10, 0, -2), slice(100, -100, -3), slice(None, 3), slice(5, 2), slice(-100, 100, 7)):
    print(s, [s.indices(n) for n in (0, 1, 5, 10)], list(range(*s.indices(10))) == list(range(10))[s])
e(lambda: slice(1, 2, 0).indices(5))
e(lambda: slice("a").indices(5))
e(lambda: slice(1).indices(-1))
e(lambda: slice(1).indices("a"))
e(lambda: slice())
e(lambda: slice(1, 2, 3, 4))
e(lambda: hash(slice(1, 2)) == hash(slice(1, 2)))
e(lambda: hash(slice([1])))
e(lambda: {slice(1): 2})
e(lambda: slice(1).x)
e(lambda: setattr(slice(1), "start", 2))
e(lambda: slice(2**70).indices(2**72))


class G:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


g = G()
print(g[1], g[1:2], g[::], g[1:2:3], g[:, 1], g[..., 1:2], g[()], g[1,], g["a":"b"], g[1:2, 3:4:5], g[None], g[-1:], g[*[1, 2]], g[1, *[2, 3]])
g[1:2] = 5
g[1, 2] = 6
g[:] = g[::-1] = 7
del g[1], g[:2], g[1, ...]
g[0] += 1
x = [1, 2, 3, 4, 5, 6]
s = slice(1, None, 2)
print(x[s], "abcdef"[s], (1, 2, 3)[s], b"abc"[s], range(10)[s])
x[s] = "XYZ"
del x[slice(0, 2)]
print(x)
