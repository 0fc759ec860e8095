edges = [(i, j, (i * 17 + j * 31) % 23 + 1) for i in range(15) for j in range(i + 1, 15) if (i * j + i) % 4 == 1]
adj = {}
for a, b, w in edges:
    adj.setdefault(a, []).append((b, w))
    adj.setdefault(b, []).append((a, w))


def dfs(n, seen=None):
    seen = seen if seen is not None else set()
    if n in seen:
        return []
    seen.add(n)
    return [n] + [x for m, _ in adj.get(n, ()) for x in dfs(m, seen)]


def kruskal():
    parent = list(range(15))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x
    out = []
    for a, b, w in sorted(edges, key=lambda e: (e[2], e)):
        ra, rb = find(a), find(b)
        if ra != rb:
            parent[ra] = rb
            out.append((a, b, w))
    return out


def floyd():
    inf = float("inf")
    d = [[0 if i == j else inf for j in range(15)] for i in range(15)]
    for a, b, w in edges:
        d[a][b] = d[b][a] = min(w, d[a][b])
    for k in range(15):
        for i in range(15):
            for j in range(15):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def topo(deps):
    order, state = [], {}

    def visit(n):
        if state.get(n) == 1:
            raise ValueError(f"cycle at {n}")
        if n not in state:
            state[n] = 1
            for m in deps.get(n, ()):
                visit(m)
            state[n] = 2
            order.append(n)
    for n in deps:
        visit(n)
    return order


print(dfs(1), len(edges), kruskal(), sum(w for *_, w in kruskal()))
print(floyd()[1], topo({"app": ["lib", "net"], "lib": ["core"], "net": ["core", "lib"], "core": []}))
try:
    topo({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e:
    print(e)
