def show(l, s, v):
    l = list(l)
    try:
        l[s] = v
        print(s, l)
    except (ValueError, TypeError) as e:
        print(s, type(e).__name__, e)


for s, v in ((slice(0, 3), "ab"), (slice(3, 0), "ab"), (slice(None, None, 2), "abc"), (slice(None, None, 2), "ab"), (slice(5, None, -2), "xyz"), (slice(-1, -4, -1), range(3)), (slice(1, 1), {7: 8}), (slice(2, 4), iter("pq")), (slice(0, 6, 5), (1, 2)), (slice(0, 6, 7), [5]), (slice(10, 20), "z"), (slice(None), []), (slice(None, None, -1), "abcdef"), (slice(0, 2), None), (slice(0, 2), 5), (slice(4, 2, -1), "mn"), (slice(4, 2, -1), "m")):
    show(range(6), s, v)
b = bytearray(b"abcdef")
b[1:3] = b"XYZ"
b[::3] = b"..."
del b[-2:]
print(b)
s = "abcdef"
print(s[1:4], s[::-1], s[-2:], s[:-2], s[4:1:-1], s[10:], s[-100:2], s[2:2], s[::10], s[5::-2], s[slice(1, 3)])
t = tuple(range(6))
print(t[1:4], t[::-2], t[-3:-1], t[3:][0], t[:3] + t[3:] == t, [t[i:i + 2] for i in range(0, 6, 2)])
r = range(100)[10:50:3]
print(r, r[2:5], r[::-1], list(r[-3:]), len(r[1::2]), r[5], 13 in r[::2])
class L(list): pass
l = L([1, 2, 3, 4])
l[1:3] = [9]
print(l, type(l), type(l[:2]), l[:2] + [5])
x = [1, 2, 3, 4, 5, 6, 7, 8]
x[2:6] = reversed(x[2:6])
x[:2], x[-2:] = x[-2:], x[:2]
print(x)
n = 0
for i in range(8):
    n = n * 10 + sum(x[i:]) % 10 + len(x[:i])
print(n, [x[i:j] for i, j in ((0, 1), (7, 9), (-1, None), (None, 1))])
