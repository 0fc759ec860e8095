"""Writes data/python.txt: what CPython's `random` draws. Run with CPython 3.12; numpy.txt comes from gen_numpy.py.

A line is `case = n digest v v v ...`: the number of values, a digest over the bits of all of them, and the first few in full.
"""

import pathlib
import random
import struct

lines = []


def bits(v):
    return struct.unpack("<Q", struct.pack("<d", v))[0] if isinstance(v, float) else v & (2**64 - 1)


def record(case, values):
    words = [bits(v) for v in values]
    digest = 0xCBF29CE484222325
    for w in words:
        digest = ((digest ^ w) * 0x100000001B3) & (2**64 - 1)
    lines.append(f"{case} = {len(words)} {digest:016x} " + " ".join(f"{w:x}" for w in words[:6]))


def words_of(n):
    out = []
    while n:
        out.append(n & 0xFFFFFFFF)
        n >>= 32
    return out


seeds = {
    "int0": 0, "int1": 1, "int42": 42, "negative42": -42, "word": 2**32 - 1, "long33": 2**32, "big": 3**300,
    "sparse": 7 * 2**640, "float1.5": 1.5, "float0": 0.0, "float-2": -2.0, "float0.1": 0.1, "float1e300": 1e300,
    "float-1e-310": -1e-310, "floatinf": float("inf"), "float-inf": float("-inf"), "float-1": -1.0, "float2**61": float(2**61 - 1),
    "str": "hello", "strempty": "", "strunicode": "größe €", "bytes": b"\x00\xff\x10", "bytesodd": b"abcde",
}
for name, seed in seeds.items():
    r = random.Random()
    r.seed(seed)
    record(f"seed {name}", [r.random() for _ in range(5)])
for name, seed in {"hello": "hello", "empty": "", "high": "\xff\u1234zzzzzzzzzzzzzz"}.items():
    r = random.Random()
    r.seed(seed, version=1)
    record(f"seed1 {name}", [r.random() for _ in range(5)])

R = lambda: random.Random(2024)
record("random", [(r := R())] and [r.random() for _ in range(2000)])
for k in (1, 7, 31, 32, 33, 53, 63, 64):
    r = R()
    record(f"getrandbits {k}", [r.getrandbits(k) for _ in range(300)])
for k in (0, 65, 96, 100, 1000):
    r = R()
    words = []
    for _ in range(20):
        n = r.getrandbits(k)
        words += [(n >> (32 * i)) & 0xFFFFFFFF for i in range((k + 31) // 32)]
    record(f"getrandbits_words {k}", words)
for n in (0, 1, 3, 4, 5, 8, 11):
    r = R()
    record(f"randbytes {n}", [b for _ in range(20) for b in r.randbytes(n)])
for n in (1, 2, 3, 10, 1000, 2**31, 2**32, 2**32 + 1, 2**63 + 5, 2**64 - 1):
    r = R()
    record(f"randbelow {n}", [r._randbelow(n) for _ in range(300)])
for n in (2**64, 2**64 + 1, 10**30, 2**96 - 1):
    r = R()
    words = []
    for _ in range(50):
        v = r._randbelow(n)
        words += [(v >> (32 * i)) & 0xFFFFFFFF for i in range(len(words_of(n)))]
    record(f"randbelow_words {n}", words)
for a in ((0, 10, 1), (-5, 50, 7), (10, -10, -3), (10, -11, -1), (-(2**63), 2**63 - 1, 1), (2**63 - 1, -(2**63), -5), (0, 1, 99)):
    r = R()
    record("randrange %d %d %d" % a, [r.randrange(*a) for _ in range(200)])
for a in ((1, 6), (-3, -3), (-(2**63), 2**63 - 1)):
    r = R()
    record("randint %d %d" % a, [r.randint(*a) for _ in range(200)])
for n in (0, 1, 2, 10, 1000):
    r = R()
    x = list(range(n))
    r.shuffle(x)
    record(f"shuffle {n}", x)
for n, k in ((0, 0), (5, 5), (21, 3), (22, 3), (21, 5), (22, 5), (85, 6), (86, 6), (100, 20), (277, 21), (278, 22), (1000, 0), (10**12, 50), (5000, 4000)):
    r = R()
    record(f"sample {n} {k}", r.sample(range(n), k))
for counts, k in (((3, 0, 2, 5), 7), ((1000, 1, 1), 5)):
    r = R()
    record(f"sample_counts {k} " + " ".join(map(str, counts)), r.sample(range(len(counts)), k, counts=counts))
for n, k in ((1, 3), (10, 100), (10**15, 20)):
    r = R()
    record(f"choices {n} {k}", r.choices(range(n), k=k))
for w in ([1, 2, 3], [0.5, 0.0, 0.25, 9.0], [0.0, 1.0, 0.0]):
    r = R()
    record("choices_weighted " + " ".join(map(str, w)), r.choices(range(len(w)), weights=w, k=200))

many = 3000
reals = {
    "uniform": ((0.0, 1.0), (-3.5, 10.25), (5.0, 5.0)),
    "triangular": ((0.0, 1.0, None), (1.0, 9.0, 2.5), (4.0, 4.0, 4.0), (9.0, 1.0, 3.0)),
    "normalvariate": ((0.0, 1.0), (5.0, 0.1)),
    "gauss": ((0.0, 1.0), (5.0, 0.1)),
    "lognormvariate": ((0.0, 1.0), (-1.0, 3.0)),
    "expovariate": ((1.0,), (-0.25,)),
    "vonmisesvariate": ((0.0, 0.0), (1.0, 2.0), (3.0, 0.001), (6.0, 500.0)),
    "gammavariate": ((2.0, 1.0), (1.0, 3.0), (0.3, 2.0), (0.9, 1.0), (200.0, 0.5), (1.0001, 1.0)),
    "betavariate": ((2.0, 3.0), (0.5, 0.5), (1.0, 1.0)),
    "paretovariate": ((3.0,), (0.5,)),
    "weibullvariate": ((1.0, 1.5), (2.0, 0.5)),
    "binomialvariate": ((1, 0.3), (10, 0.25), (100, 0.05), (100, 0.75), (1000, 0.5), (1000000, 0.01), (7, 0.0), (7, 1.0), (30, 0.9999999)),
}
for name, all_args in reals.items():
    for args in all_args:
        r = R()
        record(name + "".join(f" {a}" for a in args), [getattr(r, name)(*args) for _ in range(many)])

r = R()
for _ in range(7):
    r.random()
r.gauss()
version, internal, gauss_next = r.getstate()
record("state", [*internal[:-1], internal[-1], gauss_next])

errors = {
    "randrange 5 5 1": lambda r: r.randrange(5, 5),
    "randrange 5 9 -2": lambda r: r.randrange(5, 9, -2),
    "randrange 1 2 0": lambda r: r.randrange(1, 2, 0),
    "randint 5 1": lambda r: r.randint(5, 1),
    "choice 0": lambda r: r.choice([]),
    "sample 3 4": lambda r: r.sample(range(3), 4),
    "choices_weighted 0 0": lambda r: r.choices([1, 2], weights=[0, 0]),
    "choices_weighted inf": lambda r: r.choices([1], weights=[float("inf")]),
    "gammavariate 0 1": lambda r: r.gammavariate(0.0, 1.0),
    "expovariate 0": lambda r: r.expovariate(0.0),
    "weibullvariate 1 0": lambda r: r.weibullvariate(1.0, 0.0),
    "paretovariate 0": lambda r: r.paretovariate(0.0),
    "paretovariate 1e-9": lambda r: r.paretovariate(1e-9),
    "lognormvariate 1e6 1": lambda r: r.lognormvariate(1e6, 1.0),
    "binomialvariate -1 0.5": lambda r: r.binomialvariate(-1, 0.5),
    "binomialvariate 1 1.5": lambda r: r.binomialvariate(1, 1.5),
}
for case, call in errors.items():
    try:
        call(R())
    except Exception as e:
        lines.append(f"error {case} = {type(e).__name__}: {e}")
    else:
        raise AssertionError(case)
(pathlib.Path(__file__).parent / "data/python.txt").write_text("\n".join(lines) + "\n")
