# jit: traces>=1
s = ""
for i in range(1500):
    s += chr(97 + i % 26)
    if i == 1000:
        s += "é日"
print(len(s), s[995:1010], hash(s))
out = []
for i in range(600):
    out.append(f"{i}:{i * i:>5}" if i % 2 else "%d-%s" % (i, i))
j = ",".join(out)
print(len(j), j[:40], j[-30:])
v = 0
for ch in s:
    if ch in "aeiou":
        v += 1
    elif ch > "z":
        v += 1000
    elif ch == "x" or ch.upper() == "Y":
        v -= 1
print(v)
rev = ""
for i in range(len(s) - 1, -1, -3):
    rev += s[i]
print(rev[:30], len(rev), s[::-3] == rev)
pal = 0
for i in range(3000):
    t = str(i)
    if t == t[::-1]:
        pal += 1
print(pal)
c = 0
for w in ("alpha beta gamma delta " * 100).split():
    c += len(w) * (w.startswith("a") or w.endswith("ta")) + w.count("a") + w.find("m")
print(c)
caesar = "".join(chr((ord(ch) - 97 + 13) % 26 + 97) if "a" <= ch <= "z" else ch for ch in s)
print(caesar[:26], caesar[1000:1005])
n = 0
for i in range(1000):
    n += int(str(i)[::-1]) + len(hex(i)) + (str(i) < "5")
print(n)
lev_a, lev_b = "kitten sitting on the mitten", "sitting kitten in the kitchen"
prev = list(range(len(lev_b) + 1))
for i, ca in enumerate(lev_a, 1):
    cur = [i]
    for k, cb in enumerate(lev_b, 1):
        cur.append(min(prev[k] + 1, cur[k - 1] + 1, prev[k - 1] + (ca != cb)))
    prev = cur
print(prev[-1])
acc = b""
for i in range(500):
    acc += bytes([i & 255])
    acc = acc[-300:]
print(sum(acc), acc[:5], len(acc))
ba = bytearray(256)
for i in range(5000):
    ba[i & 255] = (ba[i * 3 & 255] + i) & 255
print(sum(ba), ba[:8])
try:
    for i in range(500):
        ba[5] = i
except ValueError as e:
    print(e, i)
try:
    for i in range(2000):
        s[i]
except IndexError as e:
    print(e, i)
x = "a"
for i in range(400):
    x = x * 2 if len(x) < 100 else x[:3] + str(i)
print(x)
