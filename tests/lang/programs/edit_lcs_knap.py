from functools import lru_cache


def lev(a, b):
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1]


def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            t[i + 1][j + 1] = t[i][j] + a[i] if a[i] == b[j] else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]


@lru_cache(None)
def ways(n, coins=(50, 25, 10, 5, 1)):
    return 1 if n == 0 else 0 if n < 0 or not coins else ways(n - coins[0], coins) + ways(n, coins[1:])


@lru_cache(maxsize=None)
def partitions(n, m=None):
    m = n if m is None else m
    return 1 if n == 0 else sum(partitions(n - k, min(k, n - k)) for k in range(1, min(n, m) + 1))


def lis(xs):
    best = []
    for i, x in enumerate(xs):
        best.append(1 + max((best[j] for j in range(i) if xs[j] < x), default=0))
    return max(best, default=0)


print(lev("kitten", "sitting"), lev("", "abc"), lev("日本語", "日語"), lcs("AGGTABQ", "GXTXAYBQ"), ways(100), ways.cache_info().currsize, partitions(30), lis([10, 9, 2, 5, 3, 7, 101, 18]), lis([]))
items = [(i * 7 % 13 + 1, i * 11 % 17 + 3) for i in range(15)]
best = [0] * 41
for w, v in items:
    for c in range(40, w - 1, -1):
        best[c] = max(best[c], best[c - w] + v)
print(best[-1], best[::10])


def catalan(n):
    c = [1]
    for i in range(n):
        c.append(c[-1] * 2 * (2 * i + 1) // (i + 2))
    return c


print(catalan(20), [sum(int(d) for d in str(2**n)) for n in (10, 100, 1000)], [n for n in range(1, 1000) if sum(d for d in range(1, n) if n % d == 0) == n])
def balanced(s):
    st = []
    for c in s:
        if c in "([{":
            st.append(c)
        elif not st or "([{".index(st.pop()) != ")]}".index(c):
            return False
    return not st
print([balanced(s) for s in ("([]{})", "(]", "((", "", "}{")])
