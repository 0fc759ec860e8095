import io

s = io.StringIO()
print(s.write("héllo\nwörld\n"), s.write("last"), s.tell(), repr(s.getvalue()))
print(s.seek(0), s.read(2), s.tell(), repr(s.readline()), s.tell(), s.read(), repr(s.read()))
s.seek(1)
s.write("ÉÉ")
print(repr(s.getvalue()), s.tell())
s.seek(30)
print(s.tell(), repr(s.read()))
s.write("x")
print(repr(s.getvalue()), len(s.getvalue()))
print(s.seek(0, 2), s.seek(3), s.truncate(), repr(s.getvalue()), s.truncate(2), s.tell())
for text, newline in (("a\r\nb\rc\n", "\n"), ("a\r\nb\rc\n", None), ("a\r\nb\rc\n", ""), ("a\nb", "\r\n"), ("a\nb\rc", "\r")):
    f = io.StringIO(text, newline=newline)
    print(repr(newline), list(f), repr(f.getvalue()), f.readline(), f.writelines(["x\n", "y"]), repr(f.getvalue()))
f = io.StringIO("one\ntwo\nthree\n")
print(f.readlines(5), f.readlines(), f.readline(), [l for l in f])
f.seek(0)
print(next(f), next(f), f.tell(), f.readline(2), f.readline(100))
with io.StringIO("x") as g:
    print(g.closed, g.readable(), g.writable(), g.seekable(), g.isatty(), g.encoding, g.line_buffering, g.newlines)
print(g.closed)
for call in (lambda: g.read(), lambda: f.write(5), lambda: f.seek(-1), lambda: f.seek(1, 1), lambda: f.seek(0, 7), lambda: f.truncate(-1), lambda: io.StringIO(b"x"), lambda: io.StringIO("a", newline="q"), lambda: f.fileno(), lambda: f.read("1"), lambda: next(io.StringIO()), lambda: iter(g)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


class Upper(io.StringIO):
    def write(self, s):
        return super().write(s.upper())


u = Upper("seed")
print("shout", 1, file=u, end="")
print(u.getvalue(), isinstance(u, io.StringIO), isinstance(u, io.TextIOBase), issubclass(io.BytesIO, io.BufferedIOBase), isinstance(u, io.IOBase))
import contextlib
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("caught")
    for i in range(3):
        print(i, end=" ")
print(repr(out.getvalue()))
big = io.StringIO()
for i in range(2000):
    big.write(str(i))
    if i % 500 == 0:
        big.write("é")
print(len(big.getvalue()), sum(map(ord, big.getvalue())), big.tell())
