"""The longest Collatz chain below n: a while loop with a data-dependent branch. C twin: ../c/collatz.c."""

from harness import run


def main(n):
    best = 0
    best_start = 0
    total = 0
    for start in range(1, n):
        v = start
        steps = 0
        while v != 1:
            if v % 2 == 0:
                v //= 2
            else:
                v = 3 * v + 1
            steps += 1
        total += steps
        if steps > best:
            best = steps
            best_start = start
    return best, best_start, total


if __name__ == "__main__":
    run(main, 300000)
