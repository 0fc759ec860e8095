s = "aé日𝒳"
for enc in ("utf-8", "utf8", "UTF-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32", "utf-8-sig"):
    b = s.encode(enc)
    print(enc, b, b.decode(enc) == s)
for enc in ("ascii", "latin-1", "iso-8859-1", "nope"):
    for err in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "bogus"):
        try:
            print(enc, err, s.encode(enc, err))
        except Exception as x:
            print(enc, err, type(x).__name__, x)
for b in (b"\xff", b"a\xc3", b"\xc3\x28", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"ok\x80ok", b"\xe2\x28\xa1", b"\xf0\x28\x8c\x28", b"\x80\x80"):
    for err in ("strict", "replace", "ignore", "backslashreplace", "surrogateescape"):
        try:
            print(b, err, ascii(b.decode("utf-8", err)))
        except UnicodeDecodeError as x:
            print(b, x, x.start, x.end, x.reason, x.encoding, x.object)
print(b"abc\xe9".decode("latin-1"), b"\xe9".decode("ascii", "replace"), b"abc".decode(), bytearray(b"x").decode("ascii"))
try:
    b"\xe9".decode("ascii")
except UnicodeDecodeError as x:
    print(x)
try:
    "\ud800".encode("utf-8")
except UnicodeEncodeError as x:
    print(x, x.start, x.end, x.reason, x.encoding, ascii(x.object))
print("\ud800".encode("utf-8", "surrogatepass"), "\udcff".encode("utf-8", "surrogateescape"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass") == "\ud800")
print(bytes("é", "utf-8"), bytes("é", "latin-1"), bytearray("x", "ascii"), str(b"\xc3\xa9", "utf8"))
for f in (lambda: "a".encode(5), lambda: b"a".decode("nope"), lambda: bytes("a"), lambda: bytearray("a"), lambda: bytes(5, "ascii"), lambda: "é".encode("ascii"), lambda: "aéé".encode("ascii")):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
