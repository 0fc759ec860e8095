"""Writes data/numpy.txt: what NumPy's RandomState and Generator draw. Format: see gen_python.py. Run with NumPy 2.4."""

import pathlib
import struct

import numpy as np

lines = []


def record(case, values):
    words = []
    for v in values:
        v = v.item() if isinstance(v, np.generic) and not isinstance(v, np.float32) else v
        if isinstance(v, np.float32):
            words.append(struct.unpack("<I", struct.pack("<f", v))[0])
        elif isinstance(v, float):
            words.append(struct.unpack("<Q", struct.pack("<d", v))[0])
        else:
            words.append(int(v) & (2**64 - 1))
    digest = 0xCBF29CE484222325
    for w in words:
        digest = ((digest ^ w) * 0x100000001B3) & (2**64 - 1)
    lines.append(f"{case} = {len(words)} {digest:016x} " + " ".join(f"{w:x}" for w in words[:6]))


L = lambda: np.random.RandomState(77)
G = lambda: np.random.default_rng(77)

for s in (0, 1, 42, 2**32 - 1):
    record(f"legacy seed {s}", np.random.RandomState(s).random_sample(5))
for s in ([0], [42], [1, 2, 3], list(range(700))):
    record("legacy seedlist " + ",".join(map(str, s)), np.random.RandomState(s).random_sample(5))
record("legacy random", L().random_sample(2000))
record("legacy standard_normal", L().standard_normal(3001))
record("legacy normal 3.0 0.5", L().normal(3.0, 0.5, 3001))
record("legacy lognormal 0.5 2.0", L().lognormal(0.5, 2.0, 300))
record("legacy exponential 2.5", L().exponential(2.5, 300))
record("legacy uniform -2.0 7.0", L().uniform(-2.0, 7.0, 300))
for shape in (0.0, 0.3, 1.0, 2.5, 100.0):
    record(f"legacy gamma {shape} 2.0", L().gamma(shape, 2.0, 1000))
for lam in (0.0, 0.5, 9.9, 10.0, 123.4, 1e6):
    record(f"legacy poisson {lam}", L().poisson(lam, 2000))
ranges = {
    "bool": [(0, 1), (0, 0), (1, 1)],
    "int8": [(-128, 127), (-5, 100), (0, 0), (0, 1)],
    "uint8": [(0, 255), (3, 200), (0, 2)],
    "int16": [(-32768, 32767), (-5, 30000), (7, 7)],
    "uint16": [(0, 65535), (0, 40000)],
    "int32": [(-(2**31), 2**31 - 1), (-5, 10**9), (0, 2)],
    "uint32": [(0, 2**32 - 1), (0, 3 * 10**9)],
    "int64": [(-(2**63), 2**63 - 1), (0, 5), (0, 2**32 - 1), (0, 2**32), (-(10**18), 10**18), (0, 2**31), (4, 4)],
    "uint64": [(0, 2**64 - 1), (0, 10**19)],
}
for dtype, pairs in ranges.items():
    for low, last in pairs:
        record(f"legacy randint {dtype} {low} {last}", L().randint(low, last + 1, 1001, dtype=dtype))
        record(f"generator integers {dtype} {low} {last}", G().integers(low, last, 1001, dtype=dtype, endpoint=True))
for n in (0, 1, 2, 10, 1000):
    record(f"legacy permutation {n}", L().permutation(n))
    record(f"generator permutation {n}", G().permutation(n))
    for side, make in (("legacy", L), ("generator", G)):
        for x in (list(range(n)), np.arange(n), np.arange(n, dtype=np.int8), np.arange(2 * n).reshape(n, 2)):
            if getattr(x, "dtype", None) == np.int8 and n > 100:
                continue
            make().shuffle(x)
            record(f"{side} shuffle {n}", x[:, 0] // 2 if getattr(x, "ndim", 1) == 2 else x)
p = [0.1, 0.0, 0.2, 0.3, 0.4]
for n, size in ((1, 5), (10, 100), (10**9, 30)):
    record(f"legacy choice {n} {size} replace", L().choice(n, size))
    record(f"generator choice {n} {size} replace", G().choice(n, size))
for n, size in ((10, 4), (1000, 999), (20000, 7), (20000, 399), (20000, 401), (20000, 20000), (50, 50), (30000, 1600)):
    record(f"legacy choice {n} {size} distinct", L().choice(n, size, replace=False))
    record(f"generator choice {n} {size} distinct", G().choice(n, size, replace=False))
    record(f"generator choice {n} {size} distinct-unshuffled", G().choice(n, size, replace=False, shuffle=False))
for size in (1, 50):
    record(f"legacy choicep {size} replace", L().choice(5, size, p=p))
    record(f"generator choicep {size} replace", G().choice(5, size, p=p))
for size in (1, 3, 4):
    record(f"legacy choicep {size} distinct", L().choice(5, size, replace=False, p=p))
    record(f"generator choicep {size} distinct", G().choice(5, size, replace=False, p=p))
record("legacy bytes 11", L().bytes(11))
record("generator bytes 11", G().bytes(11))
rng = L()
rng.random_sample(3)
rng.standard_normal(1)
_, key, pos, has_gauss, gauss = rng.get_state()
record("legacy state", [*key, pos, gauss])

for s in (0, 1, 42, 2**32, 2**64 + 5, 2**127 - 1):
    record(f"generator seed {s}", np.random.default_rng(s).random(5))
for s in ([0], [42], [1, 2, 3], list(range(9)), [2**40, 7]):
    record("generator seedlist " + ",".join(map(str, s)), np.random.default_rng(s).random(5))
for s in (42, 2**200 + 1):
    record(f"sequence state {s}", np.random.SeedSequence(s).generate_state(9, np.uint32))
    record(f"sequence state64 {s}", np.random.SeedSequence(s).generate_state(9, np.uint64))
    parent = np.random.SeedSequence(s)
    record(f"sequence spawn {s}", [w for c in parent.spawn(2) + parent.spawn(1)[0].spawn(2) for w in c.generate_state(4)])
b = np.random.PCG64(5)
b.advance(10**20)
record("pcg64 advance", b.random_raw(5))
record("generator random", G().random(2000))
record("generator random_f32", G().random(2001, dtype=np.float32))
record("generator standard_normal", G().standard_normal(1_000_000))
record("generator standard_normal_f32", G().standard_normal(1_000_000, dtype=np.float32))
record("generator standard_exponential", G().standard_exponential(1_000_000))
record("generator normal 3.0 0.5", G().normal(3.0, 0.5, 300))
record("generator lognormal 0.5 2.0", G().lognormal(0.5, 2.0, 300))
record("generator exponential 2.5", G().exponential(2.5, 300))
record("generator uniform -2.0 7.0", G().uniform(-2.0, 7.0, 300))
for shape in (0.0, 0.3, 1.0, 2.5, 100.0):
    record(f"generator gamma {shape} 2.0", G().gamma(shape, 2.0, 1000))
for lam in (0.0, 0.5, 9.9, 10.0, 123.4, 1e6):
    record(f"generator poisson {lam}", G().poisson(lam, 2000))
g = G()
mixed = []
for i in range(50):
    mixed += [g.integers(10), np.float32(g.random(dtype=np.float32)), g.random(), g.integers(0, 2**40)]
record("generator mixed", mixed)
mt = np.random.Generator(np.random.MT19937(3))
np_key = mt.bit_generator.state["state"]["key"]
record("twister mixed", [*np_key[:4], mt.random(), mt.standard_normal(), mt.integers(2**40), mt.integers(7)])

errors = {
    "legacy seed -1": lambda: np.random.RandomState(-1),
    "legacy normal": lambda: L().normal(0, -1),
    "legacy gamma": lambda: L().gamma(-1.0),
    "legacy poisson": lambda: L().poisson(-1.0),
    "legacy uniform": lambda: L().uniform(-1.7e308, 1.7e308),
    "legacy choice 3 4 distinct": lambda: L().choice(3, 4, replace=False),
    "legacy choice 0 1 replace": lambda: L().choice(0, 1),
    "legacy choicep sum": lambda: L().choice(2, 1, p=[0.5, 0.6]),
    "legacy choicep negative": lambda: L().choice(2, 1, p=[-0.5, 1.5]),
    "legacy choicep nan": lambda: L().choice(2, 1, p=[0.5, float("nan")]),
    "legacy choicep size": lambda: L().choice(3, 1, p=[0.5, 0.5]),
    "legacy choicep few": lambda: L().choice(2, 2, replace=False, p=[0.0, 1.0]),
    "generator normal": lambda: G().normal(0, -1),
    "generator gamma": lambda: G().gamma(-1.0),
    "generator poisson": lambda: G().poisson(-1.0),
    "generator poisson large": lambda: G().poisson(1e300),
    "generator uniform": lambda: G().uniform(5, 1),
    "generator uniform wide": lambda: G().uniform(-1.7e308, 1.7e308),
    "generator choice 3 4 distinct": lambda: G().choice(3, 4, replace=False),
    "generator choice 0 1 replace": lambda: G().choice(0, 1),
    "generator choicep sum": lambda: G().choice(2, 1, p=[0.5, 0.6]),
    "generator choicep size": lambda: G().choice(3, 1, p=[0.5, 0.5]),
}
for case, call in errors.items():
    try:
        call()
    except Exception as e:
        lines.append(f"error {case} = {type(e).__name__}: {e}")
    else:
        raise AssertionError(case)
(pathlib.Path(__file__).parent / "data/numpy.txt").write_text("\n".join(lines) + "\n")
