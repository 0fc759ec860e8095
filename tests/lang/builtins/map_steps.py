# map over built-in iterators with str, int and float, by every way of advancing it.
def take(z, k):
    out = []
    for t in z:
        out.append(t)
        if len(out) == k:
            break
    return out


it = iter([1, 22, 333, -4, True, None, 2.5, "s", 10 ** 30])
m = map(str, it)
print(take(m, 2), next(it), next(m), take(m, 2), list(m), list(m), next(m, "end"))
print(take(map(int, "1234"), 9), take(map(int, ["7", " 8 ", True, 2.9, b"12", "0_1"]), 9), take(map(float, (1, "2.5", "inf", 3.5)), 9))
m = map(int, ["1", "2", "x", "4"])
try:
    for v in m:
        print(v, end=" ")
except ValueError as e:
    print(e)


class Odd:
    def __init__(self, what):
        self.what = what

    def __str__(self):
        if self.what is StopIteration:
            raise StopIteration
        if self.what is KeyError:
            raise KeyError("inside")
        return self.what

    def __int__(self):
        return len(self.what)


class Text(str):
    def __str__(self):
        return "text"


print(take(map(str, [1, Odd("two"), [3, Odd("x").what], Text("four"), (), {}]), 9), take(map(int, [Odd("abc"), Odd(""), 5]), 9))
m = map(str, ["a", "b", Odd(StopIteration), "c"])
print(take(m, 9))
try:
    print(take(map(str, ["a", "b", Odd(KeyError), "c"]), 9))
except KeyError as e:
    print("KeyError", e)
x = [1]
m = map(str, x)
for s in m:
    if len(x) < 12:
        x.append(len(x) * 100)
    print(s, end=" ")
x.append(0)
print(list(m))
print(sum(map(int, "999")), ",".join(map(str, range(-3, 3))), max(map(float, ["1", "3", "2"])), sorted(map(str, [3, 20, 1])), [a + b for a, b in zip(map(str, range(3)), map(str, "abc"))], [*map(str, {1: 2})], set(map(int, "1212")))
for i in (0, 7, 9, 10, -1, -10, 99, 100, -100, 2 ** 47 - 1, 2 ** 47, -2 ** 47, -2 ** 47 - 1, 2 ** 63, 10 ** 15, 123456789012345):
    print(str(i), f"{i}", repr(i) == f"{i!s}", len(str(i)), end=";")
print()
