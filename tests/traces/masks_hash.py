# jit: traces>=1
M32, M64 = 0xFFFFFFFF, (1 << 64) - 1


def lcg(seed, n):
    x = seed
    s = 0
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & M64
        s ^= x >> 33
    return x, s


def xorshift(x, n):
    for _ in range(n):
        x ^= (x << 13) & M64
        x ^= x >> 7
        x ^= (x << 17) & M64
    return x


def fnv(data):
    h = 0xcbf29ce484222325
    for c in data:
        h = ((h ^ c) * 0x100000001b3) & M64
    return h


def fnv32(data):
    h = 0x811c9dc5
    for c in data:
        h ^= c
        h = h * 0x01000193 & M32
    return h


def murmur_mix(n):
    s = 0
    for k in range(n):
        k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd & M64
        k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53 & M64
        s = (s + (k ^ (k >> 33))) & M64
    return s


def negative_masks(n):
    s = 0
    for i in range(-n, n):
        s += (i & 0xFF) + ((i * i * i) & 0xFFFF) - (~i & 15) + (-i & M32) % 97 + (i | 3) + (i ^ -5)
    return s


def adler(data):
    a, b = 1, 0
    for c in data:
        a = (a + c) % 65521
        b = (b + a) % 65521
    return b << 16 | a


data = bytes(i * 7 & 255 for i in range(3000))
print(lcg(1, 2000), xorshift(88172645463325252, 2000), fnv(data), fnv32(data), murmur_mix(1000), negative_masks(800), adler(data))
print(lcg(2**64 - 1, 500), lcg(-5, 500), xorshift(1, 70))
