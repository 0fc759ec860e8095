# every operation across the borders of the small and 64-bit forms
edges = [2**46, 2**47, 2**48, 2**50, 2**53, 2**62, 2**63, 2**64]
vals = sorted({s * e + d for e in edges for s in (1, -1) for d in (-1, 0, 1)})
print(len(vals))
for op, f in (("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("//", lambda a, b: a // b), ("%", lambda a, b: a % b), ("&", lambda a, b: a & b), ("|", lambda a, b: a | b), ("^", lambda a, b: a ^ b)):
    acc = 0
    for a in vals:
        for b in vals:
            acc = (acc * 1000003 + f(a, b)) % (2**89 - 1)
    print(op, acc)
for op, f in (("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b), ("==", lambda a, b: a == b)):
    print(op, sum(f(a, b) for a in vals for b in vals))
for v in vals:
    assert int(str(v)) == v and int(hex(v), 16) == v and -(-v) == v and ~~v == v
    assert (v << 5) >> 5 == v and (v >> 3) * 8 + (v & 7) == v
    assert v + 0.0 == float(v)
print([v >> 40 for v in vals[:8]], [v << 3 for v in vals[-5:]])
print([-v for v in vals[:4]], [abs(v) for v in vals[:4]], [float(v) for v in vals[-4:]])
i = 2**63 - 3
for _ in range(6):
    print(i, i * -1, i.bit_length())
    i += 1
i = -2**63 + 3
for _ in range(6):
    print(i, abs(i))
    i -= 1
