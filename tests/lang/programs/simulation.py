class Rng:
    def __init__(self, s): self.s = s
    def __call__(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.s >> 33) % n


r = Rng(42)
hist = [0] * 11
for _ in range(2000):
    hist[r(6) + r(6)] += 1
print(hist, sum(hist), r.s)
queue, served, t, busy, waits = [], 0, 0, 0, []
while served < 200:
    t += 1
    if r(10) < 4:
        queue.append(t)
    if busy:
        busy -= 1
    elif queue:
        waits.append(t - queue.pop(0))
        busy = 1 + r(3)
        served += 1
print(t, max(waits), sum(waits), len(queue))
pos, seen = (0, 0), {(0, 0): 0}
for i in range(1, 1500):
    dx, dy = ((0, 1), (1, 0), (0, -1), (-1, 0))[r(4)]
    pos = pos[0] + dx, pos[1] + dy
    seen[pos] = seen.get(pos, 0) + 1
print(pos, len(seen), max(seen.values()), min(seen), max(seen))
pop = [[r(2) for _ in range(24)] for _ in range(20)]
for gen in range(25):
    pop.sort(key=sum, reverse=True)
    if sum(pop[0]) == 24:
        break
    kids = []
    for _ in range(10):
        a, b, cut = pop[r(10)], pop[r(10)], r(24)
        k = a[:cut] + b[cut:]
        k[r(24)] ^= 1
        kids.append(k)
    pop = pop[:10] + kids
print(gen, sum(pop[0]), pop[0])
inside = sum(1 for _ in range(3000) if (r(10**6) / 10**6) ** 2 + (r(10**6) / 10**6) ** 2 <= 1)
print(inside, 4 * inside / 3000)
v, x, trace = 0.0, 10.0, []
for step in range(400):
    v -= 9.81 * 0.01
    x += v * 0.01
    if x < 0:
        x, v = -x, -v * 0.8
    if step % 50 == 0:
        trace.append((round(x, 6), round(v, 6)))
print(trace)
