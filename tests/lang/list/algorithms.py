def bubble(l):
    l = l[:]
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
    return l


def insertion(l):
    out = []
    for v in l:
        i = len(out)
        while i and out[i - 1] > v:
            i -= 1
        out.insert(i, v)
    return out


def quick(l):
    return l if len(l) < 2 else quick([v for v in l[1:] if v < l[0]]) + [l[0]] + quick([v for v in l[1:] if v >= l[0]])


def heap(l):
    l = l[:]
    def down(i, n):
        while (c := 2 * i + 1) < n:
            if c + 1 < n and l[c + 1] > l[c]:
                c += 1
            if l[i] >= l[c]:
                return
            l[i], l[c] = l[c], l[i]
            i = c
    for i in range(len(l) // 2, -1, -1):
        down(i, len(l))
    for n in range(len(l) - 1, 0, -1):
        l[0], l[n] = l[n], l[0]
        down(0, n)
    return l


data = [(i * 7919 + 13) % 101 - 50 for i in range(60)]
print(bubble(data) == insertion(data) == quick(data) == heap(data) == sorted(data), quick(data)[:10], heap(["b", "a", "c"]), bubble([2.5, 1, 3]), insertion([]))
def rotate(l, k): return l[-k % len(l):] + l[:-k % len(l)]
print(rotate([1, 2, 3, 4], 1), rotate([1, 2, 3, 4], -1), [list(r) for r in zip(*[[1, 2], [3, 4]])], [x for row in [[1], [2, 3]] for x in row], list(dict.fromkeys([3, 1, 3, 2])), [a for a, b in zip(data, data[1:]) if a > b][:5])
def window(l, n): return [l[i:i + n] for i in range(len(l) - n + 1)]
print(window([1, 2, 3, 4], 2), max(sum(w) for w in window(data, 5)), [sum(data[:i]) for i in range(5)], data.index(max(data)), [i for i, v in enumerate(data) if v == min(data)])
best = cur = data[0]
for v in data[1:]:
    cur = max(v, cur + v)
    best = max(best, cur)
print(best, sum(1 for i in range(20) for j in range(i) if data[i] < data[j]), [*map(sum, zip([1, 2], [3, 4]))], [[0] * i for i in range(3)], [1, [2, [3]]][1][1][0])
