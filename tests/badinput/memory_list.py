# exit: 1
for f in (lambda: [0] * 10**15, lambda: "x" * 10**16, lambda: (1, 2) * 10**15, lambda: b"ab" * 10**16, lambda: bytearray(10**16), lambda: bytes(10**16), lambda: [0] * 2**62, lambda: [1, 2, 3] * 2**61, lambda: "ab" * 2**63, lambda: [0] * 2**63, lambda: "a".ljust(10**16), lambda: list(range(10**16)), lambda: "a".zfill(2**70), lambda: "%*d" % (2**62, 1), lambda: f"{1:{10**18}}", lambda: "a" .center(10**17)):
    try:
        f()
        print("made")
    except (MemoryError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)
x = [0] * 10**15
