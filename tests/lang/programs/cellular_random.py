x = 12345


def rnd(n):
    global x
    x = (1103515245 * x + 12345) & 0x7FFFFFFF
    return x % n


def rule(r, width=41, gens=12):
    row = [0] * width
    row[width // 2] = 1
    for _ in range(gens):
        yield "".join(" #"[c] for c in row)
        row = [r >> (row[i - 1] * 4 + row[i] * 2 + row[(i + 1) % width]) & 1 for i in range(width)]


for r in (30, 90):
    print("\n".join(rule(r)))
pts = [(rnd(100), rnd(100)) for _ in range(60)]
cent = pts[:3]
for _ in range(8):
    groups = [[] for _ in cent]
    for p in pts:
        groups[min(range(3), key=lambda k: (p[0] - cent[k][0]) ** 2 + (p[1] - cent[k][1]) ** 2)].append(p)
    cent = [(sum(a for a, _ in g) / len(g), sum(b for _, b in g) / len(g)) for g in groups]
print([(round(a, 4), round(b, 4)) for a, b in cent], [len(g) for g in groups])


def hull(points):
    points = sorted(set(points))
    def half(ps):
        h = []
        for p in ps:
            while len(h) > 1 and (h[-1][0] - h[-2][0]) * (p[1] - h[-2][1]) - (h[-1][1] - h[-2][1]) * (p[0] - h[-2][0]) <= 0:
                h.pop()
            h.append(p)
        return h[:-1]
    return half(points) + half(points[::-1])


print(hull(pts))
chain = {}
words = "the cat sat on the mat the dog sat on the log the cat ran".split()
for a, b in zip(words, words[1:]):
    chain.setdefault(a, []).append(b)
w, out = "the", []
for _ in range(25):
    out.append(w)
    w = chain.get(w, ["the"])[rnd(len(chain.get(w, ["the"])))]
print(" ".join(out))
deck = [f"{r}{s}" for s in "SHDC" for r in "A23456789TJQK"]
for i in range(51, 0, -1):
    j = rnd(i + 1)
    deck[i], deck[j] = deck[j], deck[i]
print(deck[:13], sorted(deck, key=lambda c: ("SHDC".index(c[1]), "A23456789TJQK".index(c[0])))[:3])
