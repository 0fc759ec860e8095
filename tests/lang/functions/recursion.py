def fact(n):
    return 1 if n == 0 else n * fact(n - 1)


def sum_digits(n):
    return n if n < 10 else n % 10 + sum_digits(n // 10)


def perms(s):
    return [s] if len(s) < 2 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i + 1:])]


def subsets(s):
    if not s:
        return [[]]
    r = subsets(s[1:])
    return r + [[s[0]] + x for x in r]


def merge_sort(l):
    if len(l) < 2:
        return l
    m = len(l) // 2
    a, b, out = merge_sort(l[:m]), merge_sort(l[m:]), []
    while a and b:
        out.append(a.pop(0) if a[0] <= b[0] else b.pop(0))
    return out + a + b


def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)):
            yield from flatten(i)
        else:
            yield i


def collatz(n, d=0):
    return d if n == 1 else collatz(3 * n + 1 if n % 2 else n // 2, d + 1)


def gray(n):
    return [""] if n == 0 else ["0" + g for g in gray(n - 1)] + ["1" + g for g in reversed(gray(n - 1))]


def solve(n, cols=()):
    if len(cols) == n:
        yield cols
        return
    for c in range(n):
        if all(c != x and abs(c - x) != len(cols) - i for i, x in enumerate(cols)):
            yield from solve(n, cols + (c,))


print(fact(30), sum_digits(987654321), perms("abcd")[::5], subsets([1, 2, 3]), merge_sort([5, 2, 8, 1, 9, 3]), list(flatten([1, [2, (3, [4])], []])), collatz(27), gray(3), next(solve(6)), sum(1 for _ in solve(6)))


def ev(t):
    return t if isinstance(t, int) else {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "-": lambda a, b: a - b}[t[0]](*map(ev, t[1:]))


print(ev(("+", 1, ("*", 2, ("-", 7, 3)))))
import sys
print(sys.getrecursionlimit())
sys.setrecursionlimit(3000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(2500))
sys.setrecursionlimit(200)
try:
    depth(300)
except RecursionError as e:
    print(e)
for bad in (0, -1, 1, "a"):
    try:
        sys.setrecursionlimit(bad)
    except Exception as e:
        print(type(e).__name__, e)
print(depth(50))
