def dumps(o, ind=0):
    if o is None: return "null"
    if o is True: return "true"
    if o is False: return "false"
    if isinstance(o, str):
        return '"' + "".join({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(c, c if " " <= c < "\x7f" else f"\\u{ord(c):04x}") for c in o) + '"'
    if isinstance(o, (int, float)): return repr(o)
    if isinstance(o, (list, tuple)): return "[" + ", ".join(map(dumps, o)) + "]"
    if isinstance(o, dict): return "{" + ", ".join(f"{dumps(str(k))}: {dumps(v)}" for k, v in o.items()) + "}"
    raise TypeError(f"cannot dump {type(o).__name__}")


def loads(s):
    pos = 0

    def ws():
        nonlocal pos
        while pos < len(s) and s[pos] in " \n\t\r":
            pos += 1

    def value():
        nonlocal pos
        ws()
        if pos >= len(s):
            raise ValueError("unexpected end")
        c = s[pos]
        if c == '"': return string()
        if c in "[{":
            pos += 1
            out, close = ([], "]") if c == "[" else ({}, "}")
            ws()
            while s[pos] != close:
                if c == "[":
                    out.append(value())
                else:
                    ws()
                    k = string()
                    ws()
                    if s[pos] != ":":
                        raise ValueError(f"expected : at {pos}")
                    pos += 1
                    out[k] = value()
                ws()
                if s[pos] == ",":
                    pos += 1
                    ws()
                elif s[pos] != close:
                    raise ValueError(f"expected , or {close} at {pos}")
            pos += 1
            return out
        for w, v in (("true", True), ("false", False), ("null", None)):
            if s.startswith(w, pos):
                pos += len(w)
                return v
        j = pos
        while j < len(s) and s[j] in "+-0123456789.eE":
            j += 1
        if j == pos:
            raise ValueError(f"bad char {c!r} at {pos}")
        t, pos = s[pos:j], j
        return float(t) if set(t) & set(".eE") else int(t)

    def string():
        nonlocal pos
        out, pos = [], pos + 1
        while s[pos] != '"':
            if s[pos] == "\\":
                pos += 1
                if s[pos] == "u":
                    out.append(chr(int(s[pos + 1:pos + 5], 16)))
                    pos += 4
                else:
                    out.append({"n": "\n", "t": "\t"}.get(s[pos], s[pos]))
            else:
                out.append(s[pos])
            pos += 1
        pos += 1
        return "".join(out)

    v = value()
    ws()
    if pos != len(s):
        raise ValueError(f"extra data at {pos}")
    return v


doc = {"a": [1, 2.5, -3e10, None, True, {"n": {}}], "s": "quote\" \\ é\n日", "empty": [], "big": 2**70}
t = dumps(doc)
print(t)
print(loads(t) == doc, loads(" [1 , [2,[3]] , {\"k\" : \"v\"} ] "))
for bad in ("", "[1 2]", "{\"a\" 1}", "tru", "[1", "1 2", "{1: 2}"):
    try:
        print(loads(bad))
    except (ValueError, IndexError) as e:
        print(repr(bad), type(e).__name__, e)
try:
    dumps({1, 2})
except TypeError as e:
    print(e)
