def run(start, n, f):
    x = start
    for _ in range(n):
        x = f(x)
    return x


print(run(1, 70, lambda x: x * 2), run(1, 45, lambda x: x * 3), run(-1, 64, lambda x: x * 2), run(2**62, 5, lambda x: x + x), run(2**64, 10, lambda x: x - 2**61), run(2**80, 90, lambda x: x >> 1), run(7, 200, lambda x: (x * x + 1) % (2**61 - 1)))
s = 0
for i in range(2**63 - 5, 2**63 + 5):
    s += i
print(s)
s = 0
for i in range(-2**63 + 5, -2**63 - 5, -2):
    s ^= i
print(s)
a = [2**k for k in range(60, 68)]
print(a, sum(a), [x - 1 for x in a], [-x for x in a], [x // 3 for x in a], [x % 1000 for x in a], [x // -7 for x in a])
h = 0
for c in b"hash this text" * 10:
    h = h * 31 + c
print(h, h & 0xFFFFFFFF, h % 2**64, h.bit_length())
x, n = 2**63, 0
while x:
    x -= x >> 3 or 1
    n += 1
print(n)
k = 1
for i in range(1, 26):
    k *= i
    print(k, end=" ")
print()
