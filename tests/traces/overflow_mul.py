# jit: traces>=1
def power(b, n):
    r = 1
    for _ in range(n):
        r = r * b
    return r


print(power(3, 200), power(-3, 101), power(2, 300) == 1 << 300, power(-1, 999))


def factmod(n):
    f = 1
    s = 0
    for i in range(1, n):
        f *= i
        if f > 10**25:
            f = f % 1000003
        s += f
    return s


print(factmod(500), factmod(2000))
a, b = 0, 1
for i in range(400):
    a, b = b, a + b
print(a, b)
acc = 0
for i in range(1, 1500):
    acc = acc + i * i * i * i * i * i
print(acc)
m = 1
for i in range(500):
    m = m * -7 if m < 2**80 else 1
print(m)
h = 1
for i in range(300):
    h = (h * 6364136223846793005 + 1442695040888963407)
    if i % 10 == 9:
        h %= 2**61 - 1
print(h)
