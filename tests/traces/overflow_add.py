# jit: traces>=1
def count(start, step, n):
    x = start
    for _ in range(n):
        x += step
    return x


for start in (2**47 - 150, 2**62 - 150, 2**63 - 150, -2**47 + 150, -2**63 + 150, 2**64 - 150, 0):
    for step in (1, -1, 3, 2**40, -2**55):
        print(start, step, count(start, step, 300), count(start, step, 301) - count(start, step, 300))
x = 2**63 - 1000
seen = []
while x < 2**63 + 1000:
    x += 7
    if x % 251 == 0:
        seen.append(x)
print(seen, x)
x = -2**63 + 500
steps = 0
while x > -2**63 - 500:
    x -= 3
    steps += 1
print(x, steps)
