# Slices read with every kind of bound, and slices replaced by more, fewer and as many items.
bounds = (None, 0, 1, 2, 4, 5, 7, -1, -2, -5, -6, -9, 10 ** 20, -10 ** 20)
base, text, odd = [10, 11, 12, 13, 14], "abcde", "aβcδe"
print([base[i:j] for i in bounds for j in bounds if base[i:j] != [base[k] for k in range(*slice(i, j).indices(5))]])
print([text[i:j] for i in bounds for j in bounds if text[i:j] != "".join(text[k] for k in range(*slice(i, j).indices(5)))])
print([odd[i:j] for i in bounds for j in bounds if odd[i:j] != "".join(odd[k] for k in range(*slice(i, j).indices(5)))])
print(base[1:4], base[True:], base[:False], text[-3:], text[:-3], text[3:1] == "", ""[:], ""[1:], [][:], [][-1:1], base[:] is base, text[:] is text)


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


print(base[Index(1) : Index(-1)], text[Index(1) :], base[: Index(2)])
for bad in (lambda: base["a":], lambda: text[:1.5], lambda: base[1:2:0]):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for i, j in ((0, 0), (1, 1), (5, 5), (9, 9), (0, 2), (1, 4), (3, 1), (-2, None), (None, None)):
    for new in ([], [1], [1, 2, 3], range(6), "xyz", (v for v in (7, 8))):
        a = list(range(5))
        a[i:j] = new
        print(a, end=" ")
    print()
a = [1, 2, 3]
a[1:1] = a
a[:0] = a
a[2:] = a[:1]
print(a)
for k in range(50):
    a[k % 3 : k % 5] = range(k % 7)
print(a, len(a))
b = bytearray(b"hello")
b[1:3] = b"EEEEEEE"
b[:1] = b""
b[-1:] = b"y, world"
print(b)
print([s.strip(c) for s in ("xxaxx", "éaéb", "aéa", "日本日", "x", "", "éé") for c in ("x", "é", "aé", "日", "", "xé日")])
print([(s.lstrip(c), s.rstrip(c)) for s in ("xéx", "日x日", "ab") for c in ("x", "é", "x日é", "ba")])
print(f"{1}{'é'}{-20}{''}|{2 ** 60}{'日本'!r}{None}{True}{1.5}", f"{''}{''}" == "", f"{7}{''}", len(f"{'é'}{'é'}"))
print(min(3, 1, 2), max(1, 2.5, 2), min(2.0, 1.0, -0.0, 0.0), max(1, True, 0), max(True, 1), min(-0.0, 0.0), max("b", "a", "c"), max((1, 2), (1, 3), ()), min(5, 4, 3, key=lambda v: -v), max(float("nan"), 1.0, 2.0), max(1.0, float("nan"), 2.0))
