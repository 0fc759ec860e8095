# jit: traces>=1
def total(xs):
    s = None
    for x in xs:
        s = x if s is None else s + x
    return s


print(total(range(500)), total([0.5] * 500), total("ab" * 100)[:6], total([[1]] * 100) == [1] * 100, total([(1,)] * 70)[:2], total([1] * 300 + [0.5] * 300), total([True] * 200), total([2**63] * 90), total([1j] * 80))
n = f = st = other = 0
for x in [1, 2.0, "3", None, 4, 5.5, "6", True, [7], 8] * 150:
    if isinstance(x, bool):
        other += 1
    elif isinstance(x, int):
        n += x
    elif isinstance(x, float):
        f += x
    elif isinstance(x, str):
        st += int(x)
    else:
        other += 10
print(n, f, st, other)
acc = 0
for i in range(900):
    acc = (acc, float(acc), acc)[i % 3]
    acc += 1
    if i % 100 == 99:
        acc = int(acc)
print(acc, type(acc))
x = 1
kinds = []
for i in range(600):
    if i == 150:
        x = float(x)
    elif i == 300:
        x = str(x)
    elif i == 450:
        x = [x]
    x = x + (1 if isinstance(x, int) else 1.0 if isinstance(x, float) else "!" if isinstance(x, str) else [i])
    if i % 149 == 0:
        kinds.append(type(x).__name__)
print(kinds, len(x), x[0][:8])
for i in range(300):
    i = str(i) if i % 2 else i
print(i)
d = dict.fromkeys(range(300), 0)
for k, d[k] in zip(d, range(1000, 2000, 3)):
    pass
print(sum(d.values()), k)
v = 0
for i in range(1000):
    v = v + 1 if v is not None and v < 500 else (None if v is not None else 0)
print(v)
