def rol(x, n): return (x << n | x >> 32 - n) & 0xFFFFFFFF


def md5(msg):
    from math import floor, sin
    s = [7, 12, 17, 22] * 4 + [5, 9, 14, 20] * 4 + [4, 11, 16, 23] * 4 + [6, 10, 15, 21] * 4
    K = [floor(2**32 * abs(sin(i + 1))) for i in range(64)]
    a0, b0, c0, d0 = 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476
    n = len(msg) * 8
    msg += b"\x80"
    msg += b"\0" * ((56 - len(msg)) % 64) + n.to_bytes(8, "little")
    for o in range(0, len(msg), 64):
        M = [int.from_bytes(msg[o + i:o + i + 4], "little") for i in range(0, 64, 4)]
        A, B, C, D = a0, b0, c0, d0
        for i in range(64):
            if i < 16: F, g = B & C | ~B & D, i
            elif i < 32: F, g = D & B | ~D & C, (5 * i + 1) % 16
            elif i < 48: F, g = B ^ C ^ D, (3 * i + 5) % 16
            else: F, g = C ^ (B | ~D & 0xFFFFFFFF), 7 * i % 16
            F = F + A + K[i] + M[g] & 0xFFFFFFFF
            A, D, C, B = D, C, B, B + rol(F, s[i]) & 0xFFFFFFFF
        a0, b0, c0, d0 = a0 + A & 0xFFFFFFFF, b0 + B & 0xFFFFFFFF, c0 + C & 0xFFFFFFFF, d0 + D & 0xFFFFFFFF
    return b"".join(v.to_bytes(4, "little") for v in (a0, b0, c0, d0)).hex()


def crc32(data):
    table = []
    for i in range(256):
        c = i
        for _ in range(8):
            c = c >> 1 ^ (0xEDB88320 if c & 1 else 0)
        table.append(c)
    c = 0xFFFFFFFF
    for b in data:
        c = table[(c ^ b) & 255] ^ c >> 8
    return c ^ 0xFFFFFFFF


def sha1(m):
    h = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0]
    ml = len(m) * 8
    m = m + b"\x80" + b"\0" * ((55 - len(m)) % 64) + ml.to_bytes(8, "big")
    for o in range(0, len(m), 64):
        w = [int.from_bytes(m[o + 4 * i:o + 4 * i + 4]) for i in range(16)]
        for i in range(16, 80):
            w.append(rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1))
        a, b, c, d, e = h
        for i in range(80):
            f, k = ((b & c | ~b & d, 0x5A827999), (b ^ c ^ d, 0x6ED9EBA1), (b & c | b & d | c & d, 0x8F1BBCDC), (b ^ c ^ d, 0xCA62C1D6))[i // 20]
            a, b, c, d, e = rol(a, 5) + (f & 0xFFFFFFFF) + e + k + w[i] & 0xFFFFFFFF, a, rol(b, 30), c, d
        h = [x + y & 0xFFFFFFFF for x, y in zip(h, (a, b, c, d, e))]
    return "".join(f"{x:08x}" for x in h)


for m in (b"", b"abc", b"The quick brown fox jumps over the lazy dog", bytes(range(256)), b"a" * 1000):
    print(md5(m), sha1(m), f"{crc32(m):08x}")
