# Sequences repeated far too often, and empty ones repeated often.
def attempt(f):
    try:
        print(len(f()))
    except (OverflowError, MemoryError) as e:
        print(type(e).__name__, e)


N = 1 << 62
for unit in ["ab", b"ab", bytearray(b"ab"), [1, 2], (1, 2)]:
    attempt(lambda: unit * N)
    attempt(lambda: unit * (1 << 70))
    attempt(lambda: unit * -N)
    attempt(lambda: unit[:0] * N)
    attempt(lambda: unit[:0] * 3_000_000_000)
x = []
x *= N
print(x)
