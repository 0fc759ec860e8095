# What a zip object takes from its iterators, and when, by whatever way it is advanced.
def take(z, k):
    out = []
    for t in z:
        out.append(t)
        if len(out) == k:
            break
    return out


a, b = iter([1, 2, 3, 4, 5, 6]), iter("abcdef")
z = zip(a, b)
print(take(z, 2), next(a), next(b), take(z, 1), next(z), next(a), list(z), list(z), next(a, "end"), next(b, "end"))
# The longer first iterator loses one item, the longer second none.
a, b = iter([1, 2, 3, 4, 5]), iter([1, 2])
print([t for t in zip(a, b)], list(a))
a, b = iter([1, 2]), iter([1, 2, 3, 4, 5])
print([t for t in zip(a, b)], list(b))
# Lists that change underneath, ends that stay ends.
x, y = [1, 2, 3], [10, 20, 30]
z = zip(x, y)
for p, q in z:
    if p < 40:
        x.append(p * 10)
    y.append(q + 1)
print(x, y, list(z))
x.append(0)
print(list(z), next(z, "still"))
d = {1: "a", 2: "b", 3: "c"}
z = zip(d, d.values(), d.items())
print(take(z, 2))
d[4] = "d"
try:
    print(list(z))
except RuntimeError as e:
    print(e)
s = {5}
z = zip(s, range(10))
print(next(z))
s.add(6)
try:
    for t in z:
        print(t)
except RuntimeError as e:
    print(e)
for n in range(6):
    its = [range(k, k + 5) for k in range(n)]
    print(n, list(zip(*its)), [t for t in zip(*its)][-1:], sum(len(t) for t in zip(*its)))


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def gen(n):
    for k in range(n):
        yield k


print(take(zip(Count(3), [1, 2, 3, 4]), 9), take(zip([1, 2, 3, 4], Count(3)), 9), take(zip(gen(3), gen(5)), 9), take(zip(zip("ab", "cd"), enumerate("xyz")), 9))
print(list(zip([1, 2], [3, 4], strict=True)), [p + q for p, q in zip((1, 2, 3), [4, 5, 6])], dict(zip("abc", range(3))), max(zip([1, 3, 2], "xyz")), sorted(zip("cab", range(3))))
try:
    for t in zip([1, 2, 3], [1], strict=True):
        print(t)
except ValueError as e:
    print(e)
z = zip(range(3), "abc")
print(next(z), [*z], *zip("xy", "zw"))
z = zip([1, 2, 3], z2 := iter([4, 5, 6]))
for p, q in z:
    for r in z:
        print(p, q, r, end=" ")
print(list(z2))
big = zip(range(10 ** 15, 10 ** 15 + 3), range(-1, -4, -1), "é日😀")
print(take(big, 2), take(big, 2))
