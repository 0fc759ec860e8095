grid = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
cells = [int(c) for c in grid]
peers = [{r * 9 + k for k in range(9)} | {k * 9 + c for k in range(9)} | {(r // 3 * 3 + i) * 9 + c // 3 * 3 + j for i in range(3) for j in range(3)} for r in range(9) for c in range(9)]
steps = 0


def solve(g):
    global steps
    steps += 1
    best = None
    for i in range(81):
        if not g[i]:
            opts = set(range(1, 10)) - {g[p] for p in peers[i]}
            if not opts:
                return None
            if best is None or len(opts) < len(best[1]):
                best = i, opts
    if best is None:
        return g
    i, opts = best
    for v in sorted(opts):
        r = solve(g[:i] + [v] + g[i + 1:])
        if r:
            return r
    return None


s = solve(cells)
for r in range(9):
    print(*s[r * 9:r * 9 + 9])
print(steps, all(len({s[p] for p in ps}) == 9 for ps in peers[:1]), sum(s))
