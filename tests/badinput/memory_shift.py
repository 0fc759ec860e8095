# exit: 1
for f in (lambda: 1 << (1 << 70), lambda: 0 << (1 << 70), lambda: 1 >> (1 << 70), lambda: -1 >> (1 << 70), lambda: int.to_bytes(1, 10**16, "big")):
    try:
        print(f())
    except (MemoryError, OverflowError) as e:
        print(type(e).__name__, e)
x = 1 << (1 << 40)
