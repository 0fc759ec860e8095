def e(f, *a, **k):
    try:
        print(repr(f(*a, **k)), end=" ")
    except Exception as x:
        print(type(x).__name__, x, end=" ")
    print(b)


b = bytearray(b"hello")
b[0] = 72
b[-1:] = b"O!"
b += b" world"
b.append(33)
b.extend([65, 66])
b.extend(b"CD")
b.insert(0, 60)
b.insert(100, 62)
print(b, len(b), b.pop(), b.pop(0), b.remove(72), b)
b.reverse()
print(b)
del b[2:4]
del b[0]
b[1:3] = b""
b[1:1] = b"INS"
b[::2] = b"*" * len(b[::2])
print(b, b.copy() == b, b.copy() is b)
e(b.__setitem__, 0, 256)
e(b.__setitem__, 0, "a")
e(b.__setitem__, 100, 1)
e(b.__setitem__, slice(0, 2), 5)
e(b.__setitem__, slice(0, 2), "ab")
e(b.__setitem__, slice(0, 6, 2), b"ab")
e(b.append, 300)
e(b.append, b"a")
e(b.extend, [1, 300])
e(b.extend, "abc")
e(b.remove, 5)
e(b.pop, 100)
e(bytearray().pop)
e(b.insert, 0, -1)
e(b.__iadd__, "x")
e(b.__iadd__, [1])
e(b.__imul__, 2)
e(b.clear)
e(b.__delitem__, 0)
x = bytearray(10)
for i in range(300):
    x[i % 10] = (x[i % 10] + i) & 255
print(x, sum(x), bytes(x), list(x))
y = bytearray()
for i in range(100):
    y.append(i * 7 % 256)
print(y.find(b"\x07"), len(y), y[10:15], y.hex()[:20], bytearray(b"ab") * 3, bytearray(b"a") + b"b", b"b" + bytearray(b"a"), bytearray([1, 2]) == b"\x01\x02", repr(bytearray(b"'\"\\\n")))
primes = bytearray([1]) * 100
primes[0:2] = b"\0\0"
for i in range(2, 10):
    if primes[i]:
        primes[i * i::i] = bytes(len(range(i * i, 100, i)))
print([i for i, p in enumerate(primes) if p])
z = bytearray(b"abc")
z[1:2] = z
print(z, z.__contains__(97), z.isalpha(), z < b"b", str(z), bytearray("é", "utf-8"))


class BA(bytearray):
    def append(self, v):
        super().append(v + 1)


w = BA(b"a")
w.append(97)
w.tag = 5
print(w, repr(w), w.tag, type(w[:1]), w == b"ab")
m = memoryview(z)
m[0] = 88
print(z, m[1:3].tobytes(), len(m), m.tolist(), m.readonly, m.format, m.itemsize)
try:
    z.append(1)
except BufferError as x:
    print(x)
m.release()
z.append(1)
print(z)
