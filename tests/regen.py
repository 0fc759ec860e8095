"""Writes (or checks) the expectations of the script suites with CPython 3.12.1.

    python3.12 tests/regen.py                 every script that has no .out file yet
    python3.12 tests/regen.py --all           every script
    python3.12 tests/regen.py lang/int        scripts whose path contains a word
    python3.12 tests/regen.py --check         change nothing, list what differs

A script is refused if its exit status is not the one in its header, if it prints an address or the path of the checkout, or if a second run
prints something else. Run it with the interpreter to match: it uses sys.executable.
"""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent
SUITES = ("lang", "traces", "badinput")
REFERENCE = (3, 12, 1)


def scripts():
    for suite in SUITES:
        for path in sorted((TESTS / suite).rglob("*.py")):
            inner = path.relative_to(TESTS).parts
            if not any(part.startswith(("lib_", "__")) for part in inner):
                yield path


def header(path):
    found = {"exit": "0", "hashseed": "0"}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line.lstrip("#").partition(":")
        if colon:
            found[key.strip()] = value.strip()
    return found


def run(path, seed):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ADDER_"))}
    env.update(PYTHONHASHSEED=seed, PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8")
    done = subprocess.run([sys.executable, path.name], cwd=path.parent, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120)
    prefix = (str(path.parent) + "/").encode()
    status = 128 - done.returncode if done.returncode < 0 else done.returncode  # as a shell shows it
    return status, done.stdout.replace(prefix, b""), done.stderr.replace(prefix, b"")


def complaint(path, status, out, err, again):
    wanted = int(header(path)["exit"])
    if (status, out, err) != again:
        return "two runs differ"
    if status != wanted:
        last = err.decode(errors="replace").strip().splitlines()[-3:]
        return f"exit status {status}, header says {wanted}: " + " | ".join(last)
    if re.search(rb" at 0x[0-9a-f]{6,}", out + err):
        return "prints an address"
    if str(TESTS).encode() in out + err or sys.prefix.encode() in out + err:
        return "prints a path of this machine"
    return None


def update(path, check):
    seed = header(path)["hashseed"]
    status, out, err = run(path, seed)
    problem = complaint(path, status, out, err, again=run(path, seed))
    if problem:
        return f"{path.relative_to(TESTS)}: {problem}"
    for suffix, text in ((".out", out), (".err", err)):
        target = path.with_suffix(suffix)
        before = target.read_bytes() if target.exists() else None
        wanted = text if text or suffix == ".out" else None
        if before == wanted:
            continue
        if check:
            return f"{target.relative_to(TESTS)}: not what {sys.executable} prints"
        if wanted is None:
            target.unlink()
        else:
            target.write_bytes(wanted)
    return None


def main():
    if sys.version_info[:3] != REFERENCE:
        sys.exit("run this with CPython %d.%d.%d" % REFERENCE)
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    check, everything = "--check" in sys.argv, "--all" in sys.argv
    chosen = [path for path in scripts() if not words or any(word in str(path.relative_to(TESTS)) for word in words)]
    if not (check or everything or words):
        chosen = [path for path in chosen if not path.with_suffix(".out").exists()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [problem for problem in pool.map(lambda path: update(path, check), chosen) if problem]
    print("\n".join(problems + [f"{len(chosen)} scripts, {len(problems)} problems"]))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
