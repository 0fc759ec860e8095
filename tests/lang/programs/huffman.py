import heapq
text = "this is an example of a huffman tree, with some repeated letters eeee"
freq = {}
for ch in text:
    freq[ch] = freq.get(ch, 0) + 1
heap = [(n, i, ch) for i, (ch, n) in enumerate(sorted(freq.items()))]
heapq.heapify(heap)
uid = len(heap)
while len(heap) > 1:
    a, b = heapq.heappop(heap), heapq.heappop(heap)
    heapq.heappush(heap, (a[0] + b[0], uid, (a[2], b[2])))
    uid += 1
codes = {}


def walk(node, prefix=""):
    if isinstance(node, tuple):
        walk(node[0], prefix + "0")
        walk(node[1], prefix + "1")
    else:
        codes[node] = prefix


tree = heap[0][2]
walk(tree)
bits = "".join(codes[c] for c in text)
out, node = [], tree
for b in bits:
    node = node[int(b)]
    if isinstance(node, str):
        out.append(node)
        node = tree
print(sorted(codes.items(), key=lambda kv: (len(kv[1]), kv))[:8], len(bits), len(text) * 8, "".join(out) == text, hex(int(bits, 2))[:40])
