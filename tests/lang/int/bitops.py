vals = [0, 1, -1, 5, -6, 2**47, -2**47, 2**63, -2**63, 2**64 - 1, 12345678901234567890123, -98765432109876543210]
for a in vals:
    for b in vals[::3]:
        print(a & b, a | b, a ^ b, end=" ")
    print(~a, a.bit_length(), a.bit_count())
for s in (0, 1, 31, 47, 48, 62, 63, 64, 65, 100):
    print(s, 1 << s, -1 << s, 3 << s, (2**70) >> s, -(2**70) >> s, (-1) >> s, 12345 >> s)
for bad in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: 1.0 & 1, lambda: "a" | 1, lambda: ~1.5, lambda: 0 << 2**70):
    try:
        print(bad())
    except Exception as x:
        print(type(x).__name__, x)
print(1 >> 10**18, -1 >> 10**18, 0 << 10**10)
print(True & 1, True & False, True | 2, True ^ True, type(True & True), type(True & 1), type(True ^ False))
