import io

b = io.BytesIO(b"abc\ndef\n")
print(b.read(2), b.tell(), b.readline(), b.readlines(), b.read(), b.getvalue())
print(b.seek(-3, 2), b.read(), b.seek(2), b.write(b"XY"), b.getvalue(), b.seek(1, 1), b.read1(2))
b.seek(12)
b.write(bytearray(b"end"))
print(b.getvalue(), b.tell(), b.truncate(4), b.getvalue(), b.tell())
b.seek(0)
target = bytearray(3)
print(b.readinto(target), target, b.readinto(target), target, list(io.BytesIO(b"1\n2\n3")))
print(b.closed, b.readable(), b.isatty(), b.seekable())
for call in (lambda: b.write("x"), lambda: io.BytesIO("x"), lambda: b.seek(-1), lambda: b.seek(0, 9), lambda: b.read("1"), lambda: b.fileno(), lambda: b.truncate(-2), lambda: b.close() or b.read(), lambda: io.BytesIO(initial_bytes=b"kw").read()):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


class Countdown(io.RawIOBase):
    def __init__(self, n):
        self.left = n

    def readable(self):
        return True

    def readinto(self, b):
        n = min(len(b), self.left)
        for i in range(n):
            b[i] = 48 + self.left % 10
            self.left -= 1
        return n


c = Countdown(12)
print(c.read(3), c.readline(4), c.read(), c.read(), c.readable(), c.writable(), c.closed)
c.close()
print(c.closed, isinstance(c, io.IOBase), isinstance(c, io.TextIOBase))
try:
    with c:
        pass
except ValueError as e:
    print(e)


class Lines(io.TextIOBase):
    def __init__(self, lines):
        self.lines = list(lines)

    def readline(self):
        return self.lines.pop(0) if self.lines else ""


print(list(Lines(["a\n", "b\n"])), Lines(["x", "y", "z"]).readlines(2))
try:
    Lines([]).fileno()
except io.UnsupportedOperation as e:
    print(type(e).__mro__[1:3], "fileno" in str(e))
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.DEFAULT_BUFFER_SIZE, io.open is open)
