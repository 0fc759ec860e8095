"""Fannkuch: the most flips of a prefix over all permutations; list slicing and reversal, integer counters."""

from harness import run


def main(n):
    counts = list(range(1, n + 1))
    most = 0
    checksum = 0
    sign = 1
    rest = n
    order = list(range(n))
    while True:
        if order[0]:
            flips = 0
            work = order[:]
            first = work[0]
            while first:
                work[: first + 1] = work[first::-1]
                flips += 1
                first = work[0]
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation in the order of rotations of growing prefixes.
        if sign == 1:
            order[0], order[1] = order[1], order[0]
            sign = -1
        else:
            order[1], order[2] = order[2], order[1]
            sign = 1
            for i in range(2, n):
                if counts[i] != 1:
                    counts[i] -= 1
                    break
                if i == n - 1:
                    return checksum, most
                counts[i] = i + 1
                order.insert(i + 1, order.pop(0))


if __name__ == "__main__":
    run(main, 9)
