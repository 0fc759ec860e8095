# jit: traces>=1
# A number that one path masks and another one takes whole.


def branch(n):
    m = s = 0
    for i in range(n):
        y = i * 3 + 1
        m ^= y & 255
        if i % 5 == 0:
            s += y
    return m, s


def branch_big(n, k):
    m = s = 0
    for i in range(n):
        y = i * k
        z = y - i
        m ^= z & 0xFFFF
        if i % 7 == 3:
            s ^= y
        elif i % 7 == 5:
            s += z - y
        elif i > n - 9:
            s -= -z
    return m, s


def after(n, k):
    y = z = 0
    m = 0
    for i in range(n):
        y = i * k
        m ^= y & 0xFF
        z = -y
        m += z & 1
    return m, y, z


def bits(n):
    out = []
    for i in range(n):
        y = (i << 40) + i
        h = (y ^ (y >> 7)) & 0xFFFFFFFF
        if h & 64:
            out.append(y)
    return out[-3:], len(out)


for _ in range(3):
    print(branch(600), branch_big(600, 11), branch_big(600, 2**57), branch_big(600, 2**62 + 1))
    print(after(300, 5), after(300, 2**56), after(300, -(2**60)), bits(400), bits(400)[0])
