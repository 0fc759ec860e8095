import os
import os.path

base = f"/tmp/adder_os_test_{os.getpid()}"
os.makedirs(os.path.join(base, "a", "b"))
os.makedirs(os.path.join(base, "a"), exist_ok=True)
for call in (lambda: os.mkdir(base), lambda: os.makedirs(base), lambda: os.listdir(base + "/none"), lambda: os.remove(base + "/none"), lambda: os.rmdir(base), lambda: os.stat(base + "/none"), lambda: os.rename(base + "/x", base + "/y"), lambda: os.listdir(5.5)):
    try:
        print(call())
    except OSError as e:
        print(type(e).__name__, str(e).replace(base, "BASE"), e.errno, e.filename.replace(base, "BASE"))
    except TypeError as e:
        print(type(e).__name__)
p = os.path.join(base, "a", "f.txt")
with open(p, "w") as f:
    f.write("12345\n")
print(os.path.getsize(p), os.path.exists(p), os.path.isfile(p), os.path.isdir(p), os.path.isdir(base), os.path.islink(p))
st = os.stat(p)
print(st.st_size, st[6], oct(st.st_mode & 0o170000), st.st_mtime == os.path.getmtime(p), st.st_nlink, len(st), type(st.st_mtime_ns).__name__)
os.chmod(p, 0o600)
print(oct(os.stat(p).st_mode & 0o777), os.access(p, os.R_OK), os.access(p, os.F_OK), os.access(p + "x", os.F_OK))
os.symlink(p, os.path.join(base, "link"))
print(os.path.islink(base + "/link"), os.readlink(base + "/link") == p, os.path.realpath(base + "/link") == os.path.realpath(p), os.path.samefile(p, base + "/link"))
os.rename(p, base + "/g.txt")
print(os.path.lexists(base + "/link"), os.path.exists(base + "/link"), sorted(os.listdir(base)))
os.replace(base + "/g.txt", p)
print([(os.path.relpath(d, base), sorted(ds), sorted(fs)) for d, ds, fs in os.walk(base)])
print([(os.path.relpath(d, base), sorted(ds), sorted(fs)) for d, ds, fs in os.walk(base, topdown=False)])
with os.scandir(base) as it:
    print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink(), e.path == os.path.join(base, e.name)) for e in it))
print(list(os.walk(base + "/none")))
old = os.getcwd()
os.chdir(base)
print(os.path.realpath(os.getcwd()) == os.path.realpath(base), sorted(os.listdir()), os.path.abspath("a/../a/f.txt") == os.path.join(os.getcwd(), "a/f.txt"), open("a/f.txt").read())
os.chdir(old)


class P:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p


print(os.fspath(P("x")), os.path.join(P("a"), "b"), os.path.exists(P(base)), isinstance(P(""), os.PathLike), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"))
try:
    os.fspath(5)
except TypeError as e:
    print(e)
for name in ("link", "a/f.txt"):
    os.remove(os.path.join(base, name))
os.removedirs(os.path.join(base, "a", "b"))
print(os.path.exists(base))
os.environ["ADDER_X"] = "1"
print(os.environ["ADDER_X"], os.getenv("ADDER_X"), os.environ.get("ADDER_NONE"), os.getenv("ADDER_NONE", "d"), "ADDER_X" in os.environ, os.environ.pop("ADDER_X"), "ADDER_X" in os.environ)
for call in (lambda: os.environ["ADDER_NONE"], lambda: os.environ.__setitem__("a", 5)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
print(os.name, os.sep, os.linesep == "\n", os.curdir, os.pathsep, os.devnull, len(os.urandom(8)), os.cpu_count() >= 1, os.getpid() > 0, os.strerror(2))
