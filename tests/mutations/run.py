#!/usr/bin/env python3
"""Plants bugs, one at a time, and tells which test notices each.

    python3.11 tests/mutations/run.py [--only ID,...] [--quick] [--write]

Every row of mutations.toml is a bug: a piece of text that occurs exactly once in a file, and what takes its place. For
each, in a worktree and target folder of their own, the tests are run in the order below until one fails; that one caught
the bug. `--quick` stops after the tests of the code generator. With `--write` the outcomes go to docs/mutations.md;
rows that were not run keep what the page says of them.

Before anything is planted all tests must pass, or the outcomes would mean nothing. A bug that no test notices
is printed as SURVIVED and makes the status 1: either a test is missing, or the change alters nothing (then the row is
to be replaced by one that does).
"""

import argparse
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = ROOT / "docs" / "mutations.md"
WORK = Path(os.environ.get("MUTATIONS_DIR", "/tmp/adder-mutations"))

# Name in the table, command, environment. A build error is no test: it is reported as such.
CODEGEN = [
    ("codegen: golden IR", ["cargo", "test", "-q", "-p", "adder-codegen", "--test", "ir_golden"], {}),
    ("codegen: random traces", ["cargo", "test", "-q", "-p", "adder-codegen", "--test", "random_traces"], {}),
    ("codegen: unit tests", ["cargo", "test", "-q", "-p", "adder-codegen", "--lib"], {}),
]
SCRIPTS = ["cargo", "test", "-q", "-p", "adder", "--test"]
SYSTEM = [
    ("scripts: traces, hot1", SCRIPTS + ["traces"], {"ADDER_TEST_MODES": "hot1"}),
    ("scripts: traces, on", SCRIPTS + ["traces"], {"ADDER_TEST_MODES": "on"}),
    ("scripts: lang, hot1", SCRIPTS + ["lang"], {"ADDER_TEST_MODES": "hot1"}),
    ("scripts: traces, verify", SCRIPTS + ["traces"], {"ADDER_TEST_MODES": "verify"}),
]
LIMIT = 1500


def run(command, extra, tree):
    """True if the test passes, else its output."""
    env = dict(os.environ, CARGO_TARGET_DIR=str(WORK / "target"), **extra)
    try:
        done = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return "ran past the time limit"
    return True if done.returncode == 0 else done.stdout + done.stderr


def first_failure(tree, tests):
    """Name of the first test that fails, or None."""
    for name, command, extra in tests:
        outcome = run(command, extra, tree)
        if outcome is not True:
            if "could not compile" in outcome:
                return "BUILD ERROR: " + "".join(re.findall(r"^error.*\n", outcome, re.M)[:2])
            return name
    return None


def worktree():
    """A checkout of the present commit, without bugs."""
    tree = WORK / "tree"
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    if not tree.exists():
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), head], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["git", "checkout", "-q", "--force", "--detach", head], cwd=tree, check=True)
    return tree


def planted(text, row):
    """The file with the bug."""
    found = text.count(row["old"])
    if found != 1:
        sys.exit(f"{row['id']}: `old` occurs {found} times in {row['file']}")
    return text.replace(row["old"], row["new"])


def written():
    """Outcomes on the page: id -> (caught by, date)."""
    rows = {}
    if PAGE.exists():
        for line in PAGE.read_text().splitlines():
            cells = [c.strip() for c in line.strip("|").split("|")]
            if len(cells) == 5 and cells[0].startswith("`"):
                rows[cells[0].strip("`")] = cells[4]
    return rows


def page(rows, outcomes):
    known = {r["id"]: outcomes.get(r["id"], "not run yet") for r in rows}
    ran = {i: o for i, o in known.items() if o != "not run yet"}
    caught = sum(o != "survived" for o in ran.values())
    lines = [
        "# Mutations",
        "",
        "Bugs planted on purpose, and the first test that noticed. Written by `tests/mutations/run.py --write`; the table of",
        f"bugs is `tests/mutations/mutations.toml`. {len(rows)} mutations, {len(ran)} run, {caught} caught.",
        "",
        "| mutation | area | file | bug | caught by |",
        "|---|---|---|---|---|",
    ]
    for r in rows:
        lines.append(f"| `{r['id']}` | {r['area']} | `{r['file']}` | {r['what']} | {known[r['id']]} |")
    return "\n".join(lines) + "\n"


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--only", default="", help="comma list of ids or areas")
    args.add_argument("--quick", action="store_true", help="the code generator's tests only")
    args.add_argument("--write", action="store_true", help="update docs/mutations.md")
    args.add_argument("--check", action="store_true", help="only see that every mutation applies")
    options = args.parse_args()
    rows = tomllib.loads((HERE / "mutations.toml").read_text())["mutation"]
    for row in rows:
        planted((ROOT / row["file"]).read_text(), row)
    if options.check:
        print(f"{len(rows)} mutations apply")
        return 0
    wanted = set(filter(None, options.only.split(",")))
    chosen = [r for r in rows if not wanted or r["id"] in wanted or r["area"] in wanted]
    tree = worktree()
    outcomes = written()
    # Bugs behind the code generator cannot be noticed by its tests.
    needs_system = not options.quick or any(not r["file"].startswith("jit/codegen/") for r in chosen)
    clean = first_failure(tree, CODEGEN + (SYSTEM if needs_system else []))
    if clean:
        sys.exit(f"without any bug: {clean}")
    survivors = 0
    for row in chosen:
        path = tree / row["file"]
        original = path.read_text()
        tests = CODEGEN if row["file"].startswith("jit/codegen/") else []
        if not options.quick or not tests:
            tests = tests + SYSTEM
        start = time.time()
        path.write_text(planted(original, row))
        try:
            caught = first_failure(tree, tests)
        finally:
            path.write_text(original)
        if caught is None and options.quick and row["file"].startswith("jit/codegen/"):
            print(f"{row['id']}: passes the code generator's tests ({time.time() - start:.0f} s)", flush=True)
            continue
        survivors += caught is None
        print(f"{row['id']}: {caught or 'SURVIVED'} ({time.time() - start:.0f} s)", flush=True)
        if caught and caught.startswith("BUILD ERROR"):
            sys.exit(caught)
        outcomes[row["id"]] = caught or "survived"
        if options.write:
            PAGE.write_text(page(rows, outcomes))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
