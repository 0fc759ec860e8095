vals = [0, 1, -1, True, 2**31, 2**47, 2**53, 2**53 + 1, 2**63, -2**63, 2**64 + 1, 10**25, 0.5, 1.0, 2.0**53, 2.0**63, 1e25, float("inf"), float("-inf"), float("nan")]
for op, f in (("<", lambda a, b: a < b), ("==", lambda a, b: a == b), (">=", lambda a, b: a >= b), ("!=", lambda a, b: a != b)):
    print(op, ["".join("01"[f(a, b)] for b in vals) for a in vals])
print(sorted(vals[:-1]), max(vals[:-1]), min(vals[:-1]), [a for a in vals if a == int(a if a == a and abs(a) != float("inf") else 0)])
print(10**25 == 1e25, int(1e25), 2**53 == 2**53 + 1.0, 2**53 + 1 == 2.0**53, 2**1024 > 1.7e308, -2**1024 < float("-inf"), 0 == -0.0, 1 == True == 1.0, 3 in [3.0], 2**70 in {2.0**70}, hash(2**70) == hash(2.0**70))
print([a // b for a in (7, -7, 2**64, -2**64) for b in (2, -2, 3.0, 2**33)], [a % b for a in (7, -7, 2**64, -2**64) for b in (2, -3, 3.5, 2**33 + 1)])
