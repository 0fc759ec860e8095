# jit: traces>=1
# Numbers of 64 bits that escape from the chain that made them, whole or in the middle.
M = 0xFFFFFFFFFFFFFFFF


def unmasked_sum(n):
    x, total, largest, count = 7, 0, 0, 0
    for i in range(n):
        x = (x * 6364136223846793005 + 1) & M
        total += x
        if x > largest:
            largest = x
        if x >= 2**63:
            count += 1
    return x, total, largest, count


def into_list(n):
    x, out = 3, []
    for i in range(n):
        x = (x * 0x9E3779B97F4A7C15 + i) & M
        if i % 97 == 0:
            out.append(x)
    return out


def exact_product(n):
    x, last = 5, 0
    for i in range(n):
        p = x * 6364136223846793005
        x = p & M
        if i % 50 == 49:
            last = p
    return x, last


def carry_word(n):
    x, c = 12345, 6789
    for i in range(n):
        t = 4294957665 * x + c
        x, c = t & 0xFFFFFFFF, t >> 32
    return x, c


def high_word(n):
    x, s = 0x123456789ABCDEF1, 0
    for i in range(n):
        p = x * 0xA0761D6478BD642F
        x = (p >> 64) ^ (p & M)
        s = (s + x) % 1000003
    return x, s


def signs(n):
    s, x = 0, 1
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        signed = x - 2**64 if x >> 63 else x
        s += signed >> 60
        s += (-x & M) >> 62
        s += (~x & 0xFF) + (x % 1000) + x // 10**18
    return s, x


def compares(n):
    x, seen = 1, [0] * 8
    for i in range(n):
        x = (x * 2862933555777941757 + 3037000493) & M
        seen[0] += x > i
        seen[1] += x < -i
        seen[2] += x == 5
        seen[3] += x != i
        seen[4] += x >= 0x8000000000000000
        seen[5] += x < 1e19
        seen[6] += bool(x)
        seen[7] += x is None
    return seen


def keys(n):
    x, d = 1, {}
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        d[x >> 60] = d.get(x >> 60, 0) + 1
        d[x & ~0xFFFFFFFFFFFFFFF] = i
    return sorted(d.items())


def index(n):
    table = list(range(256))
    x, s = 9, 0
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        s += table[x & 255] ^ table[x >> 56]
    return s


def overflow_then_mask(n, step):
    x, s = 1, 0
    for i in range(n):
        y = x * step
        if i == n - 3:
            s = y
        x = (y + i) & 0x7FFFFFFFFFFF
    return x, s


def boundary(n):
    # Leaves i64 in the middle of the loop, comes back at its end.
    x = 2**63 - n // 2
    s = 0
    for i in range(n):
        x = (x + 1) & M
        s ^= x
    return x, s


def text(n):
    x, out = 1, ""
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        if i % 111 == 0:
            out += f"{x:x} "
    return out + str(x) + hex(x)


def floats(n):
    x, a, b = 1, 0.0, 0.0
    for i in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M
        a += x * 2.0**-64
        b += float(x >> 11) + x / 3 + x / 2**70
    return a, b


def min_int(n):
    s = 0
    for i in range(n):
        a = -(2**63) + i % 3
        s += (a * -1) & 0xFFFF
        s += (a - 5) & M
        s ^= (-a) >> 3
    return s


print(unmasked_sum(500))
print(into_list(500))
print(exact_product(500))
print(carry_word(500), high_word(500), signs(500))
print(compares(500))
print(keys(300))
print(index(500), overflow_then_mask(500, 0x5DEECE66D), overflow_then_mask(500, 3), boundary(400))
print(text(500))
print(floats(500), min_int(300))
