print(list(zip()), list(zip([1])), list(zip([1, 2], "ab", (3.5,))), list(zip([1, 2], [3, 4], strict=True)), list(enumerate("ab")), list(enumerate("ab", start=-1)), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda v: v > 1, [1, 2, 3])), list(reversed([1, 2])), list(reversed(range(3))), list(reversed("ab")), list(reversed((1, 2))), list(iter([1])), list(enumerate([5], 2**70)))
for f in (lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1, 2], [1, 2], [1], strict=True)), lambda: zip(5), lambda: zip([1], 5), lambda: map(5), lambda: list(map(5, [1])), lambda: list(map(None, [1])), lambda: enumerate(5), lambda: enumerate([], "a"), lambda: filter(None), lambda: filter(None, 5), lambda: reversed(5), lambda: reversed({1}), lambda: reversed(iter([])), lambda: iter(5), lambda: iter(5, 6), lambda: next(5), lambda: next(iter([])), lambda: zip([1], foo=1), lambda: iter(), lambda: next(), lambda: map(), lambda: zip([1], strict=5) and "ok"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
vals = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(vals), 0)), list(vals))
m = map(str, [1, 2])
print(next(m), list(m), next(m, "end"), iter(m) is m, type(m), type(zip()), type(enumerate("")), type(filter(None, "")), type(reversed([])), type(reversed("")), type(iter("")), type(iter([])), type(iter(())), type(iter({})), type(iter(set())), type(iter(b"")), type(iter(range(0))), type(iter(int, 1)))
a = iter([1, 2, 3, 4, 5])
print(list(zip(a, a)), list(a))
z = zip([1, 2, 3], iter([1]))
print(list(z))
src = iter("abc")
print(list(zip(src, range(2))), next(src, "gone"))
it = iter([1, 2, 3])
print(2 in it, list(it), sum(iter([1, 2])), max(iter([3, 1])), list(it))
e = enumerate("xy")
print(next(e), list(e), dict(enumerate("ab")), [i for i, (a, b) in enumerate([(1, 2), (3, 4)])])
def gen():
    yield 1
    raise ValueError("gen")
for f in (list, tuple, set, sum, sorted, max, lambda g: dict.fromkeys(g), lambda g: [*g], lambda g: list(map(str, g)), lambda g: list(zip(g, g)), lambda g: list(enumerate(g)), "".join, any if False else (lambda g: all(g))):
    try:
        print(f(gen()))
    except Exception as x:
        print(type(x).__name__, x)
class Stop:
    def __next__(self): raise StopIteration
    def __iter__(self): return self
print(list(Stop()), list(map(str, Stop())), list(zip(Stop(), [1])), next(Stop(), "d"), sum(Stop()), [*Stop()])
import operator
print(operator.length_hint([1, 2]), operator.length_hint(iter([1, 2, 3])), operator.length_hint(iter(range(5))), operator.length_hint(map(str, [])), operator.length_hint(5, 7), operator.length_hint(reversed([1, 2])))
