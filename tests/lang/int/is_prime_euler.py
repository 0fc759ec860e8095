def is_prime(n):
    if n < 2: return False
    i = 2
    while i * i <= n:
        if n % i == 0: return False
        i += 1
    return True


print([n for n in range(60) if is_prime(n)], sum(n for n in range(1000) if n % 3 == 0 or n % 5 == 0))
a, b, t = 1, 2, 0
while a < 4 * 10**6:
    t += a if a % 2 == 0 else 0
    a, b = b, a + b
print(t)
n, f, big = 600851475143, 2, 0
while n > 1:
    while n % f == 0:
        n //= f
        big = f
    f += 1
print(big, max(x * y for x in range(990, 1000) for y in range(x, 1000) if str(x * y) == str(x * y)[::-1]) if any(str(x * y) == str(x * y)[::-1] for x in range(990, 1000) for y in range(x, 1000)) else None)
print(sum(range(101))**2 - sum(i * i for i in range(101)), sum(int(d) for d in str(2**1000)), next(i for i in range(1, 10**6) if len(str(i)) > 5))
print([a * b * c for a in range(1, 400) for b in range(a, 500) if (c := 1000 - a - b) > b and a * a + b * b == c * c])
tri = i = 0
while True:
    i += 1
    tri += i
    d = sum(2 for k in range(1, int(tri**0.5) + 1) if tri % k == 0)
    if d > 40:
        break
print(i, tri, d)
