# jit: traces>=1
stack, ops = [], 0
for i in range(3000):
    x = i * 1103515245 + 12345 >> 4 & 7
    if x < 5:
        stack.append(i)
    elif stack:
        ops += stack.pop()
print(len(stack), ops)
l = [0] * 64
for i in range(4000):
    l[i * 37 & 63] += i
    l[-(i % 64) - 1] -= 1
print(l[:8], sum(l))
q = []
for i in range(1000):
    q.insert(0, i)
    if len(q) > 20:
        q.pop(7)
    q[3:5] = q[3:5][::-1]
print(q)
a = list(range(300))
for i in range(299):
    for_swap = (i * 31 + 7) % 300
    a[i], a[for_swap] = a[for_swap], a[i]
print(a[:10], sum(i * v for i, v in enumerate(a)))
for i in range(1, len(a)):
    v, j = a[i], i
    while j > 0 and a[j - 1] > v:
        a[j] = a[j - 1]
        j -= 1
    a[j] = v
print(a == list(range(300)))
sieve = [True] * 5000
for i in range(2, 71):
    if sieve[i]:
        for j in range(i * i, 5000, i):
            sieve[j] = False
print(sum(sieve) - 2)
m = [1, 2.0, 3]
for i in range(500):
    m.append(m[-1] + m[-3])
    if i == 250:
        m[-1] = "x"
        m.append(1)
        m.append(2)
        m.append(3)
    if len(m) > 30:
        del m[:10]
print(m)
mixed = []
for i in range(600):
    mixed.append(i if i < 200 else i / 2 if i < 400 else str(i))
print(mixed[199:202], mixed[399:402])
grow = [1]
for x in grow:
    if len(grow) < 800:
        grow.append(x + 1)
        if x % 3 == 0:
            grow.append(-x)
print(len(grow), sum(grow))
shrink = list(range(1000))
for x in shrink:
    shrink.pop()
print(len(shrink))
d2 = [[i + j for j in range(10)] for i in range(10)]
t = 0
for k in range(500):
    row = d2[k % 10]
    row[k % 7] += row[-1]
    t ^= row[k % 10]
print(t)
e = [3]
try:
    for i in range(1000):
        e[i] = i
        e += [i]
        if i == 700:
            e.clear()
except IndexError as x:
    print(x, i, len(e))
sl = list(range(50))
c = 0
for i in range(400):
    sl = sl[1:] + sl[:1]
    c += len(sl[i % 50:]) + sl[::7][3] + (sl[5] in sl[:10])
print(c, sl[0])
