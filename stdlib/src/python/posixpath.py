# posixpath (os.path): operations on paths as text, and questions about what lies there.
#
# `_stat`, `_getcwd` and `_readlink` are natives (os.rs). A path is str, bytes, or an object with
# `__fspath__`; results are of the same type.

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename",
    "dirname", "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists",
    "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath", "abspath",
    "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull",
    "realpath", "relpath", "commonpath",
]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"


def _text(p):
    if isinstance(p, (str, bytes)):
        return p
    import os

    return os.fspath(p)


def _like(p, text):
    return text.encode() if isinstance(p, bytes) else text


def normcase(s):
    return _text(s)


def isabs(s):
    """Test whether a path is absolute"""
    s = _text(s)
    return s.startswith(_like(s, "/"))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    a = _text(a)
    slash = _like(a, "/")
    path = a
    try:
        for b in map(_text, p):
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError):
        for part in (a, *p):
            if not isinstance(part, (str, bytes)):
                raise TypeError(
                    "join() argument must be str, bytes, or os.PathLike object, "
                    f"not {type(part).__name__!r}"
                ) from None
        raise TypeError("Can't mix strings and bytes in path components") from None
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)" where "tail" is everything after the final slash."""
    p = _text(p)
    slash = _like(p, "/")
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split the extension from a pathname."""
    p = _text(p)
    slash, dot = _like(p, "/"), _like(p, ".")
    start = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    p = _text(p)
    return p[:0], p


def splitroot(p):
    p = _text(p)
    slash = _like(p, "/")
    if p[:1] != slash:
        return p[:0], p[:0], p
    if p[1:2] != slash or p[2:3] == slash:
        return p[:0], slash, p[1:]
    return p[:0], p[:2], p[2:]


def basename(p):
    """Returns the final component of a pathname"""
    return split(p)[1]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def commonprefix(m):
    "Given a list of pathnames, returns the longest common leading component"
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_text, m))
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = tuple(map(_text, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, dot = _like(paths[0], "/"), _like(paths[0], ".")
    if len({p.startswith(slash) for p in paths}) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split(slash) if c and c != dot] for p in paths]
    low, high = min(parts), max(parts)
    common = low
    for i, c in enumerate(low):
        if c != high[i]:
            common = low[:i]
            break
    prefix = slash if paths[0].startswith(slash) else slash[:0]
    return prefix + slash.join(common)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _text(path)
    slash, dot, dots = _like(path, "/"), _like(path, "."), _like(path, "..")
    if not path:
        return dot
    _, root, rest = splitroot(path)
    kept = []
    for c in rest.split(slash):
        if not c or c == dot:
            continue
        if c != dots or (not root and not kept) or (kept and kept[-1] == dots):
            kept.append(c)
        elif kept:
            kept.pop()
    return root + slash.join(kept) or dot


def _cwd(path):
    cwd = _getcwd()
    return cwd.encode("utf-8", "surrogateescape") if isinstance(path, bytes) else cwd


def abspath(path):
    """Return an absolute path."""
    path = _text(path)
    if not isabs(path):
        path = join(_cwd(path), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any symbolic links."""
    filename = _text(filename)
    slash, dot, dots = _like(filename, "/"), _like(filename, "."), _like(filename, "..")
    path = slash if isabs(filename) else realpath(_cwd(filename))
    rest = filename.split(slash)[::-1]
    seen = 0
    while rest:
        c = rest.pop()
        if not c or c == dot:
            continue
        if c == dots:
            path = dirname(path)
            continue
        longer = join(path, c)
        try:
            is_link = _stat(longer, False)[0] & 0o170000 == 0o120000
        except OSError:
            if strict:
                raise
            is_link = False
        if not is_link:
            path = longer
            continue
        seen += 1
        if seen > 40:
            if strict:
                _stat(longer, True)
            path = longer
            continue
        target = _readlink(longer)
        if isinstance(path, bytes) and isinstance(target, str):
            target = target.encode("utf-8", "surrogateescape")
        if isabs(target):
            path = slash
        rest.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """Return a relative version of a path"""
    path = _text(path)
    if not path:
        raise ValueError("no path specified")
    slash, dot, dots = _like(path, "/"), _like(path, "."), _like(path, "..")
    start = dot if start is None else _text(start)
    base = [c for c in abspath(start).split(slash) if c]
    parts = [c for c in abspath(path).split(slash) if c]
    i = len(commonprefix([base, parts]))
    found = [dots] * (len(base) - i) + parts[i:]
    return slash.join(found) if found else dot


def expanduser(path):
    """Expand ~ and ~user constructions."""
    path = _text(path)
    tilde, slash = _like(path, "~"), _like(path, "/")
    if not path.startswith(tilde):
        return path
    import os

    end = path.find(slash)
    end = len(path) if end < 0 else end
    home = os.environ.get("HOME")
    if end != 1 or home is None:
        return path
    home = _like(path, home).rstrip(slash)
    return (home + path[end:]) or slash


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = _text(path)
    binary = isinstance(path, bytes)
    text = path.decode("utf-8", "surrogateescape") if binary else path
    import os

    out = []
    i = 0
    while i < len(text):
        at = text.find("$", i)
        if at < 0:
            break
        out.append(text[i:at])
        if text.startswith("{", at + 1):
            end = text.find("}", at)
            name = text[at + 2 : end] if end >= 0 else ""
            i = end + 1 if end >= 0 else at + 1
        else:
            i = at + 1
            while i < len(text) and (text[i].isascii() and text[i].isalnum() or text[i] == "_"):
                i += 1
            name = text[at + 1 : i]
        out.append(os.environ[name] if name in os.environ else text[at:i])
    out.append(text[i:])
    text = "".join(out)
    return text.encode("utf-8", "surrogateescape") if binary else text


# --- what lies there ---


def _mode(path, follow=True):
    try:
        return _stat(path, follow)[0] & 0o170000
    except (OSError, ValueError):
        return 0


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _mode(path) != 0


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _mode(path, False) != 0


def isfile(path):
    """Test whether a path is a regular file"""
    return _mode(path) == 0o100000


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    return _mode(s) == 0o040000


def islink(path):
    """Test whether a path is a symbolic link"""
    return _mode(path, False) == 0o120000


def ismount(path):
    """Test whether a path is a mount point"""
    try:
        here, above = _stat(path, False), _stat(join(path, _like(_text(path), "..")), False)
    except (OSError, ValueError):
        return False
    return here[2] != above[2] or here[1] == above[1]


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return _stat(filename, True)[6]


def getatime(filename):
    """Return the last access time of a file, reported by os.stat()."""
    return _stat(filename, True)[7] / 1e9


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return _stat(filename, True)[8] / 1e9


def getctime(filename):
    """Return the metadata change time of a file, reported by os.stat()."""
    return _stat(filename, True)[9] / 1e9


def samestat(s1, s2):
    """Test whether two stat buffers reference the same file"""
    return s1[1] == s2[1] and s1[2] == s2[2]


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory"""
    return samestat(_stat(f1, True), _stat(f2, True))
