# jit: traces>=1
# Chains modulo 2**64: hashes and generators, and what escapes from under the mask.
M64 = (1 << 64) - 1
M32 = (1 << 32) - 1


def splitmix(seed, n):
    s = 0
    for _ in range(n):
        seed = (seed + 0x9E3779B97F4A7C15) & M64
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        s ^= z ^ (z >> 31)
    return seed, s


def xorshift_star(x, n):
    s = 0
    for _ in range(n):
        x ^= x >> 12
        x ^= (x << 25) & M64
        x ^= x >> 27
        s += (x * 0x2545F4914F6CDD1D & M64) >> 40
    return x, s


def pcg32(state, n):
    s = 0
    for _ in range(n):
        old = state
        state = (old * 6364136223846793005 + 1442695040888963407) % 2**64
        x = (((old >> 18) ^ old) >> 27) & M32
        rot = old >> 59
        s = (s * 31 + ((x >> rot) | (x << (-rot & 31))) % 2**32) & M32
    return state, s


def pcg64(state, inc, n):
    mask = (1 << 128) - 1
    s = 0
    for _ in range(n):
        state = (state * 47026247687942121848144207491837523525 + inc) & mask
        s ^= state >> 64
    return s


def xoroshiro(a, b, n):
    total = 0.0
    for _ in range(n):
        r = (a + b) & M64
        b ^= a
        a = (((a << 24) | (a >> 40)) & M64) ^ b ^ ((b << 16) & M64)
        b = ((b << 37) | (b >> 27)) & M64
        total += (r >> 11) * (1.0 / (1 << 53))
        total += r / 2**64
    return a, b, total


def fnv1a(words):
    h = 0xCBF29CE484222325
    for w in words:
        for c in w:
            h = ((h ^ ord(c)) * 0x100000001B3) & M64
    return h


def djb2(data):
    h = 5381
    for c in data:
        h = ((h << 5) + h + c) & M64
    return h


def sdbm(data):
    h = 0
    for c in data:
        h = (c + (h << 6) + (h << 16) - h) & M64
    return h


def crc32(data):
    crc = 0xFFFFFFFF
    for c in data:
        crc ^= c
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def crc64(data):
    crc = M64
    for c in data:
        crc ^= c
        for _ in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ 0xC96C5795D7870F42
            else:
                crc >>= 1
    return ~crc & M64


def mersenne(n):
    mt = [5489]
    for i in range(1, 624):
        mt.append((1812433253 * (mt[-1] ^ (mt[-1] >> 30)) + i) & 0xFFFFFFFF)
    s = 0
    for _ in range(n):
        for k in range(624):
            y = (mt[k] & 0x80000000) + (mt[(k + 1) % 624] & 0x7FFFFFFF)
            mt[k] = mt[(k + 397) % 624] ^ (y >> 1)
            if y % 2:
                mt[k] ^= 0x9908B0DF
        for y in mt:
            y ^= y >> 11
            y ^= y << 7 & 0x9D2C5680
            y ^= y << 15 & 0xEFC60000
            y ^= y >> 18
            s = (s * 33 + y) & M64
    return s


def two_steps(n):
    h = 1
    for i in range(n):
        h = h * 6364136223846793005
        h = h + i
        h &= M64
    return h


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & M64


def with_calls(n):
    x = 0x0123456789ABCDEF
    for i in range(n):
        x = rotl(x, i % 63 + 1) ^ i
    return x


data = [i * 7 & 255 for i in range(700)]
words = ["alpha", "beta", "gamma", "delta"] * 40
print(splitmix(42, 700))
print(xorshift_star(88172645463325252, 700))
print(pcg32(0x853C49E6748FEA9B, 700))
print(pcg64(2**127 + 12345, 2**126 + 1, 300))
print(xoroshiro(1234567890123456789, M64, 700))
print(fnv1a(words), djb2(data), sdbm(data))
print(crc32(data), crc64(data), mersenne(2))
print(two_steps(500), with_calls(500))
