import os.path
from os.path import *

for p in ("", "/", "//", "///a", "a", "a/b", "a/b/", "/a//b/../c/./d", "../a/../../b", "/..", ".bashrc", "x/.b", "a.tar.gz", "a.b/c", "..x", "a.", "/a/b.c/"):
    print(repr(p), split(p), splitext(p), basename(p), dirname(p), normpath(p), isabs(p))
print(join("a", "b", "/c", "d/"), join("a/", "b"), join("", "x"), join("a", ""), join("/"), join(b"a", b"b"))
print(commonprefix(["/usr/lib", "/usr/local"]), commonpath(["/usr/lib/x", "/usr/lib/y/z"]), commonpath(["a/b", "a/c/d"]), repr(commonprefix([])))
print(relpath("/a/b/c", "/a/d"), relpath("/a", "/a"), relpath("/a/b", "/"), splitdrive("/a/b"), splitroot("//a/b"), splitroot("/a"))
os.environ["HOME"] = "/home/me"
os.environ["V"] = "value"
print(expanduser("~"), expanduser("~/x"), expanduser("a~"), expandvars("$V/${V}x/$NOPE_X/$"), expandvars(b"$V"))
for call in (lambda: join("a", 5), lambda: join("a", b"b"), lambda: split(5), lambda: commonpath([]), lambda: commonpath(["/a", "b"]), lambda: relpath(""), lambda: basename(None)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(normpath(b"a//b"), split(b"a/b"), splitext(b"x.y"), exists(b"/tmp"), os.path.__name__, normcase("A/b"))
