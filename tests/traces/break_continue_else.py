# jit: traces>=1
def primes(n):
    out = []
    for i in range(2, n):
        for p in out:
            if p * p > i:
                out.append(i)
                break
            if i % p == 0:
                break
        else:
            out.append(i)
    return out


p = primes(3000)
print(len(p), p[:10], p[-3:], sum(p))
i = s = 0
while i < 2000:
    i += 1
    if i % 2:
        continue
    if i % 3 == 0:
        s -= 1
        continue
    if i > 1900:
        break
    s += i
else:
    s = "never"
print(i, s)
for i in range(500):
    if i == 1000:
        break
else:
    print("else ran", i)
found = []
for a in range(1, 60):
    for b in range(a, 60):
        c2 = a * a + b * b
        c = int(c2**0.5)
        if c > 60:
            break
        if c * c == c2:
            found.append((a, b, c))
            continue
print(len(found), found[-1])
n, steps = 27, 0
while n != 1:
    n = 3 * n + 1 if n & 1 else n >> 1
    steps += 1
print(steps)
best = (0, 0)
for k in range(1, 1500):
    n, c = k, 0
    while n > 1:
        n = n * 3 + 1 if n % 2 else n // 2
        c += 1
    if c > best[1]:
        best = k, c
print(best)
