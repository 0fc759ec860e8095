"""Runs a benchmark: `prog.py [n] [repeats]`.

The program's `main(n)` does the work and returns a value that depends on all of it; that value is printed, so that two
implementations can be compared, and must be the same in every repeat. The last line is JSON with the CPU seconds of each repeat,
so that warm-up and steady state can be told apart.
"""

import sys
import time


def run(main, default_n):
    n = int(sys.argv[1]) if len(sys.argv) > 1 else default_n
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    seconds = []
    check = None
    for _ in range(repeats):
        start = time.process_time()
        result = main(n)
        seconds.append(time.process_time() - start)
        if check is None:
            check = repr(result)
            print(check)
        elif repr(result) != check:
            raise SystemExit("the result changed: " + repr(result))
    print('{"n": %d, "seconds": [%s]}' % (n, ", ".join("%.6f" % s for s in seconds)))
