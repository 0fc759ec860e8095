#!/usr/bin/env python3
"""Differential fuzzing: random programs with hot loops, run by CPython and by Adder in several modes.

    python3.11 tests/fuzz/fuzz.py --adder target/debug/adder --seconds 60      # new programs for a minute
    python3.11 tests/fuzz/fuzz.py --seed 4711 --show                            # the program of one seed

A program that prints something else in some mode, or ends otherwise, is shrunk by deleting statements while it still differs,
and written to --out (default: /tmp/adder-fuzz). Found bugs become scripts under tests/traces or tests/lang.

Programs are grown from a grammar that knows types roughly, so that most statements succeed; the rest raise, which is tested,
too. Every function runs often enough for its loops to be compiled at the usual thresholds. The grammar is in `grammar.py`,
statements about one thing (collections, classes, generators, arrays, ...) in `topics_*.py`.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

from grammar import TOPICS, Gen

REFERENCE = pathlib.Path.home() / ".pyenv/versions/3.12.1/bin/python3.12"
MODES = {
    "off": ["--jit=off"],
    "on": ["--jit-budget=off"],
    "hot1": ["--jit-budget=off", "--jit-loop-threshold=1", "--jit-exit-threshold=1"],
    "hot3": ["--jit-budget=off", "--jit-loop-threshold=3", "--jit-exit-threshold=2"],
    # Asked for with --modes.
    "verify": ["--jit=verify"],
    "verify1": ["--jit=verify", "--jit-loop-threshold=1", "--jit-exit-threshold=1"],
    "stress": ["--gc-stress"],
    "stress1": ["--gc-stress", "--jit-budget=off", "--jit-loop-threshold=1", "--jit-exit-threshold=1"],
}
SLOW_MODES = ["verify", "verify1", "stress", "stress1"]
DEFAULT_MODES = ["off", "on", "hot1", "hot3"]
LIMIT_S = 20


def run(command, file):
    try:
        done = subprocess.run(command + [str(file)], capture_output=True, timeout=LIMIT_S, env={"PYTHONHASHSEED": "0", "PATH": os.environ["PATH"]})
        # Addresses differ from run to run; shrinking brings them out.
        return re.sub(rb" at 0x[0-9a-f]+", b"", done.stdout), done.returncode, done.stderr
    except subprocess.TimeoutExpired:
        return b"", "timeout", b""


def same(a, b):
    """Output and status agree; of an uncaught exception, the last line, too."""
    last = lambda e: e.strip().split(b"\n")[-1]
    return a[0] == b[0] and a[1] == b[1] and (a[1] == 0 or last(a[2]) == last(b[2]))


class Fuzzer:
    def __init__(self, options):
        self.topics = options.topics.split(",") if options.topics else None
        self.peer = options.peer
        self.adder = str(pathlib.Path(options.adder).resolve())
        self.out = pathlib.Path(options.out)
        self.modes = options.modes.split(",")
        self.out.mkdir(parents=True, exist_ok=True)

    def differs(self, text, name, modes):
        """The first mode whose behaviour is not the reference's, with both behaviours."""
        file = self.out / f"{name}.py"
        file.write_text(text)
        expected = run(self.reference(text), file)
        if expected[1] == "timeout":
            return None
        for mode in modes:
            got = run([self.adder] + MODES[mode], file)
            if got[1] == "timeout" and mode in SLOW_MODES:
                continue
            if not same(expected, got):
                return mode, expected, got
        return None

    def reference(self, text):
        """What a program is compared with. CPython 3.12 here has no NumPy: arrays are compared with the interpreter, or
        with a CPython that has it."""
        if "import numpy" not in text:
            return [str(REFERENCE)]
        return [self.peer] if self.peer else [self.adder, "--jit=off"]

    def check(self, seed):
        text = Gen(seed, self.topics).program()
        found = self.differs(text, f"seed{seed}", self.modes)
        if not found:
            (self.out / f"seed{seed}.py").unlink()
            return None
        mode = found[0]
        small = text if found[1][1] == "timeout" or found[2][1] == "timeout" else self.shrink(text, seed, found)
        _, expected, got = self.differs(small, f"seed{seed}", [mode]) or found
        return seed, mode, expected, got

    def shrink(self, text, seed, found):
        """Deletes runs of lines (a statement with its body) while the mode still differs and both sides end as they did."""
        mode = found[0]
        ends = lambda f: f and (f[1][1], f[2][1])
        lines = text.split("\n")
        deadline = time.monotonic() + 60
        changed = True
        while changed and time.monotonic() < deadline:
            changed = False
            at = len(lines) - 1
            while at >= 0 and time.monotonic() < deadline:
                depth = len(lines[at]) - len(lines[at].lstrip())
                end = at + 1
                while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > depth:
                    end += 1
                for keep in ([], [" " * depth + "pass"]):
                    if lines[at:end] == keep:
                        continue
                    candidate = lines[:at] + keep + lines[end:]
                    source = "\n".join(candidate)
                    try:
                        compile(source, "x", "exec")
                    except SyntaxError:
                        continue
                    # Programs that print nothing prove nothing.
                    if "print(" in source and ends(self.differs(source, f"shrink{seed}", [mode])) == ends(found):
                        lines = candidate
                        changed = True
                        break
                at -= 1
        (self.out / f"shrink{seed}.py").unlink(missing_ok=True)
        return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--adder", default="target/debug/adder")
    parser.add_argument("--out", default="/tmp/adder-fuzz")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--start", type=int, default=int(time.time()))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--modes", default=",".join(DEFAULT_MODES), help="comma list of " + ", ".join(MODES))
    parser.add_argument("--topics", help="comma list of " + ", ".join(TOPICS) + " (default: some by the seed)")
    parser.add_argument("--peer", help="a Python with NumPy to compare programs about arrays with (default: adder --jit=off)")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.show:
        print(Gen(options.seed or 0, options.topics and options.topics.split(",")).program())
        return 0
    fuzzer = Fuzzer(options)
    seeds = [options.seed] if options.seed is not None else range(options.start, options.start + 10**6)
    end = time.monotonic() + options.seconds
    done = failures = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        waiting = iter(seeds)
        running = set()
        while True:
            while len(running) < options.jobs and time.monotonic() < end:
                seed = next(waiting, None)
                if seed is None:
                    break
                running.add(pool.submit(fuzzer.check, seed))
            if not running:
                break
            finished, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in finished:
                done += 1
                result = future.result()
                if result:
                    failures += 1
                    seed, mode, expected, got = result
                    print(f"seed {seed} differs in mode {mode}: {fuzzer.out}/seed{seed}.py")
                    for label, side in (("expected", expected), ("got", got)):
                        print(f"  {label}: status {side[1]}, {side[0][-200:]!r} {side[2][-200:]!r}")
                    sys.stdout.flush()
    print(f"{done} programs, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
