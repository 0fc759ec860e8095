class V:
    def __init__(self): self.d = {"a": [1]}; self.n = 0


v = V()
v.d["a"] += [2]
v.d["a"][0] *= 10
v.n -= 5
v.d.setdefault("b", 0)
v.d["b"] |= 6
v.d["b"] ^= 3
v.d["b"] <<= 4
v.d["b"] >>= 1
v.d["b"] **= 2
v.d["b"] //= 7
v.d["b"] %= 100
print(v.d, v.n)
x = 7
x += 1; x -= 2; x *= 3; x /= 2; x //= 2; x **= 3; x %= 5
print(x)
s = "a"; s += "b"; s *= 2; s %= ()
print(s)
l = [3, 1]; m = l; l += [2]; l *= 2
print(l, m is l)
t = (1,); u = t; t += (2,)
print(t, u)
def f():
    global gx
    gx += 1
    def g():
        nonlocal y
        y += "z"
    y = "q"
    g()
    return y
gx = 10
print(f(), gx)
i = 0
a = [5, 6]
def idx():
    global i
    i += 1
    return i - 1
a[idx()] += 100
print(a, i)
a[idx()], b = 0, 1
print(a, i)
try:
    a[idx()] += 1
except IndexError as e:
    print(e, i)
big = 2**63
big += 1; big -= 2**64; big *= -1; big <<= 3; big //= 9; big &= 0xFFFF
print(big)
f2 = 0.1
f2 += 0.2; f2 *= 3; f2 **= 2; f2 %= 0.7; f2 //= 0.1
print(f2)
