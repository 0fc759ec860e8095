# jit: traces>=1
# Lists, cells and attributes reached in two ways, and storage that moves, while traces use them.
# memory: lists, dicts, cells, attributes reached in two ways; storage that moves while a loop uses it
class N:
    def __init__(self, v, nxt=None): self.v = v; self.nxt = nxt
def alias(n):
    a = [0] * 4; b = a; d = {"k": a}; o = N(a); p = o; c = [a, b]
    s = 0
    for i in range(n):
        a[0] = i; s += b[0]
        b[1] += a[0]; s += a[1]
        d["k"][2] = i * 2; s += c[1][2]
        o.v[3] = s & 7; s += p.v[3]
        p.v = a if i % 3 else b
        o.nxt = p; s += o.nxt.v[0]
        if i % 16 == 0: b = list(a); p = N(b)
        if i % 16 == 8: b = a; p = o
    return s, a, b
def grow(n):
    l = [1]; s = 0
    def push(x):
        l.append(x); return x
    def chop():
        del l[len(l) // 2:]; return 0
    for i in range(n):
        s += l[0] + push(i) + l[-1]
        if len(l) > 20: s += l[5] + chop() + len(l)
        l[0] = l[len(l) - 1] + (push(1) if i % 3 else 0)
        x, y = l[-1], push(2)
        l.insert(0, x); l += [y]; l.extend(l[:1])
        s += sum(l[:3])
    return s, len(l)
def iterating(n):
    s = 0
    for i in range(n):
        l = [1, 2, 3, 4]
        for k, x in enumerate(l):
            s += x
            if k == 1: l.pop(); l.append(9); l.append(10)
            if len(l) > 6: break
            if k == 3: l[:] = [5] * 6
        d = {1: 1, 2: 2}
        for k in list(d):
            d[k + 10] = d.pop(k); s += k
        for k, v in d.items(): d[k] = v + 1; s += v
        st = {1, 2}
        try:
            for q in st: st.add(q + i % 3)
        except RuntimeError as e: s += len(str(e))
    return s
def linked(n):
    head = None; s = 0
    for i in range(n):
        head = N(i, head)
        if i % 5 == 0 and head.nxt: head.nxt = head.nxt.nxt
        k = head; c = 0
        while k and c < 4: s += k.v; k = k.nxt; c += 1
        if i % 30 == 29: head = head.nxt
    return s
def cyc(n):
    s = 0
    for i in range(n):
        a = N(i); b = N(i + 1, a); a.nxt = b
        s += a.nxt.nxt.v + b.nxt.nxt.v
        t = (a, [b]); a.v = t; s += t[0].v[1][0].v; a.v = 0
        f = lambda: a
        s += f().nxt.v
        l = [a, b, a]; l[0], l[1] = l[1], l[0]; s += l[0].v + (l[2] is a) + (l[1] is l[2])
        e = {0: a}; e[0].v = i; s += a.v
        if i % 40 == 39: KEEP.append(t); KEEP.append(l); KEEP.append(f)
    return s, [type(k).__name__ for k in KEEP[-3:]], KEEP[-3][0].nxt.nxt is KEEP[-3][0], KEEP[-1]() is KEEP[-2][1]
KEEP = []
def slots_many(n):
    class W: pass
    s = 0
    for i in range(n):
        w = W()
        for j in range(12): setattr(w, "a%d" % j, i + j)
        s += w.a0 + w.a11 + w.a5
        del w.a5
        try: s += w.a5
        except AttributeError: s += 1
        w.a5 = 2.5; s += w.a5 + len(w.__dict__)
        w.__dict__["a3"] = 1; s += w.a3
        w.a3 += 1; s += w.a3
    return s
def strs(n):
    s = ""; parts = []
    for i in range(n):
        t = s
        s += "ab" * (i % 3)
        if i % 7 == 0: parts.append(t); s = s[1:]
        s = s.replace("aba", "x") if len(s) > 30 else s
        parts[-1:] = [parts[-1] + t[:2] if parts else "z"]
        if len(parts) > 5: parts.pop(0)
    return s, parts
def bytesies(n):
    b = bytearray(b"12345678"); m = memoryview(b); s = 0
    for i in range(n):
        b[i % 8] = i & 255; s += m[i % 8]; m[(i + 1) % 8] = 7; s += b[(i + 1) % 8]
        c = bytearray(b); c += b"xyz"; c[2:4] = b"longer"; s += len(c) + c[-1]


    return s, bytes(b)
for f in (alias, grow, iterating, linked, cyc, slots_many, strs, bytesies):
    for k in range(6): r = f(60 + k)
    print(f.__name__, r)
