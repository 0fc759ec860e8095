"""Generators of random numbers under masks of 32 and 64 bits, with an xor hash. C twin: ../c/lcg.c."""

from harness import run


def main(n):
    small = 12345
    large = 88172645463325252
    digest = 0xCBF29CE484222325
    for _ in range(n):
        small = (small * 1664525 + 1013904223) & 0xFFFFFFFF
        large = (large * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        digest = ((digest ^ (small >> 24)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return small, large, digest


if __name__ == "__main__":
    run(main, 20000000)
