print()
print(1, "a", None, [1], sep="-", end="!\n")
print("a", "b", sep="")
print("x", end="")
print("y")
print(*range(5), sep=", ")
print(sep="x")
print("a\tb", "c\nd")
print(1, 2, sep=None, end=None)
import sys
import io
buf = io.StringIO()
print("to buf", 1, file=buf)
print("more", end="", file=buf, flush=True)
print(repr(buf.getvalue()), print("ret") is None)


class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)


w = W()
print(1, "b", sep="|", file=w)
print(w.parts)
for f in (lambda: print(sep=1), lambda: print(end=1), lambda: print(file=3), lambda: print(x=1), lambda: print(1, flush=True, file=w)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class S:
    def __str__(self): return "str"
    def __repr__(self): return "repr"


print(S(), [S()], {S(): S()} and 1, "é日😀", b"bytes", 1.0, 1e100, True, ...)
old = sys.stdout
sys.stdout = buf2 = io.StringIO()
print("captured")
sys.stdout = old
print(buf2.getvalue().upper(), end="")
print(print, len, type, int, [].append.__name__)
