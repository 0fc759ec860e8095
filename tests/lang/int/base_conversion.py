digits = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base(n, b):
    if n == 0:
        return "0"
    s, out = n < 0, ""
    n = abs(n)
    while n:
        n, r = divmod(n, b)
        out = digits[r] + out
    return "-" + out if s else out


for n in (0, 1, -1, 255, -1000, 2**64, -10**25):
    for b in (2, 3, 8, 16, 36):
        t = to_base(n, b)
        assert int(t, b) == n
        print(t, end=" ")
    print(f"{n:x} {n:o} {n:b}" == f"{to_base(n, 16)} {to_base(n, 8)} {to_base(n, 2)}")
print(0b1010, 0o777, 0xDEAD_BEEF, 1_000_000, 0B1, 0X1f, 0O7, 00, 0_0, 123456789012345678901234567890)
print(sum(int(d) for d in str(2**200)), str(10**50)[::-1].index("1"), "".join(sorted(str(3**50))), len(bin(10**30)) - 2, int("".join(str(i) for i in range(20))))
print(int(bin(1234), 2), int(oct(-1234), 0), int(hex(2**70), 16), "%x" % 2**70, "%o" % -8, format(2**70, ","), format(-2**70, "_x"), f"{2**70:e}", f"{2**70:.3f}")
