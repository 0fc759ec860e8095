import bisect
import heapq
l = [1, 3, 3, 5]
print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect_right(l, 0), bisect.bisect_left(l, 9), bisect.bisect(l, 3, 0, 2), bisect.bisect_left([5, 3, 1], -3, key=lambda v: -v))
bisect.insort(l, 4)
bisect.insort_left(l, 3.0)
print(l)
for f in (lambda: bisect.bisect([1], "a"), lambda: bisect.bisect(5, 1), lambda: bisect.bisect(l, 1, -1), lambda: heapq.heappop([]), lambda: heapq.heappush(5, 1), lambda: heapq.heapify((1,)), lambda: heapq.heapreplace([], 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
h = []
for i in range(20):
    heapq.heappush(h, i * 37 % 23)
print(h, [heapq.heappop(h) for _ in range(5)], heapq.heappushpop(h, 0), heapq.heapreplace(h, 99), h)
x = [5, 2, 8, 1]
heapq.heapify(x)
print(x, heapq.nlargest(2, [3, 9, 4]), heapq.nsmallest(2, "hello"), heapq.nlargest(2, ["a", "bbb", "cc"], key=len), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3], reverse=True)))
grid = {(x, y): (x * 7 + y * 13) % 9 + 1 for x in range(12) for y in range(12)}
dist, pq = {(0, 0): 0}, [(0, (0, 0))]
while pq:
    d, (x, y) = heapq.heappop(pq)
    if d > dist[x, y]:
        continue
    for p in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
        if p in grid and d + grid[p] < dist.get(p, 10**9):
            dist[p] = d + grid[p]
            heapq.heappush(pq, (dist[p], p))
print(dist[11, 11], sum(dist.values()))
