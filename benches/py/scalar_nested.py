"""Nested counting loops: a long inner loop, a short one of three, a condition on both indices. C twin: ../c/nested.c."""

from harness import run


def main(n):
    count = 0
    total = 0
    for i in range(n):
        for j in range(n):
            if (i * j + i) % 7 == 3:
                count += 1
            for k in range(3):
                total += (i ^ j) >> k & 1
    return count, total


if __name__ == "__main__":
    run(main, 2500)
