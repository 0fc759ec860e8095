# jit: traces>=1
def mix(n):
    total = 0
    for i in range(n):
        if i == n // 2:
            total = total + 0.5
        total += i
    return total


def flip(n):
    x = 1
    for i in range(n):
        x = x + 1 if i % 3 else x + 0.25
        if i % 7 == 0:
            x = int(x)
    return x


print(mix(1000), mix(301), flip(2000), type(flip(1000)))
s = 0
for v in [1, 2, 3] * 200 + [1.5] * 100 + [2**70] * 3 + [True] * 50 + [1j] + [2] * 100:
    s = s + v
print(s)
out = []
for i in range(600):
    y = i if i < 200 else (i / 2 if i < 400 else str(i))
    out.append(y + y)
print(out[199:202], out[399:402], out[-1])
