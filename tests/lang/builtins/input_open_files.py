import os
path = "/tmp/adder_test_%d.txt" % os.getpid()
with open(path, "w") as f:
    print(f.write("line one\n"), f.write("é日\n"), f.writelines(["x\n", "y"]), f.closed, f.mode, f.writable(), f.readable())
print(f.closed)
with open(path) as f:
    print(f.read(4), f.readline(), repr(f.readline()), f.read(), repr(f.read()), f.encoding)
with open(path) as f:
    print([l.strip() for l in f])
with open(path) as f:
    print(f.readlines(), f.seek(0), f.readline(), f.tell())
with open(path, "rb") as f:
    b = f.read()
    print(b, len(b), f.seek(-3, 2), f.read(), f.tell())
with open(path, "a") as f:
    f.write("\nappended\r\n")
with open(path) as f:
    print(repr(f.read()[-12:]))
with open(path, newline="") as f:
    print(repr(f.read()[-12:]))
with open(path, "r+") as f:
    f.write("LINE")
    f.seek(0)
    print(f.readline())
for i, l in enumerate(open(path)):
    print(i, l, end="")
try:
    f.read()
except ValueError as e:
    print(e)
for a in ((path, "x"), (path, "rw"), (path, ""), (path, "rb", 1, "utf8"), ("/nope/a", "w"), (path, "w+b+")):
    try:
        open(*a)
    except Exception as e:
        print(type(e).__name__, str(e).replace(path, "PATH"))
with open(path, "w") as f:
    try:
        f.read()
    except Exception as e:
        print(type(e).__name__, e)
    try:
        f.write(5)
    except TypeError as e:
        print(e)
    print(1, 2, sep="-", file=f)
print(open(path).read(), end="")
os.remove(path)
print(os.path.exists(path))
try:
    input()
except EOFError as e:
    print(type(e).__name__, e)
import io
s = io.StringIO("a\nb\n")
print(s.readline(), list(s), s.getvalue(), io.BytesIO(b"xyz").read(2))
