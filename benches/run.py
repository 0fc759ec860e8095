#!/usr/bin/env python3
"""Measures Adder against its peers: `run.py [suite ...]`, suites objects, scalar, kernels, overhead, compile, startup (all by default).

Every number is a median over `--runs` rounds. Within a round the competitors take turns program by program, and ratios are
formed within the round, so that a machine that slows down for a minute slows everybody. Times are CPU seconds unless a column
says otherwise. Competitors must print the same result, or the cell says WRONG. Peers that are not installed are left out;
see README.md for where they are looked for. Needs Python 3.11 and nothing else.
"""

import argparse
import glob
import json
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PEERS = pathlib.Path(os.environ.get("PEERS", pathlib.Path.home() / ".cache/adder-peers"))
SUITES = ("objects", "scalar", "kernels", "overhead", "compile", "startup")

# Sizes for a run of a few milliseconds, where a twentieth of the usual size makes no sense.
SHORT_SIZES = {"fannkuch": 7, "binary_trees": 8, "nqueens": 6, "richards": 1}


# Seconds in object mode from which on a program counts as a long one, and what the JIT may add to a shorter one.
LONG = 0.2
ADDED = 0.002


class Competitor:
    """An implementation: how to start it, and how often a program repeats in one process so that a steady state shows."""

    def __init__(self, name, command, version, repeats):
        self.name = name
        self.command = command
        self.version = version
        self.repeats = repeats

    def run(self, arguments, timeout, env=None, folder=None, any_status=False):
        """Runs a program; gives (stdout, or None when it failed; CPU seconds of the process; wall seconds). A program that
        ends with an error, but not of a signal, has failed unless `any_status`."""
        start = time.perf_counter()
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(
                self.command + [str(a) for a in arguments],
                stdout=out,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore", **(env or {})},
            )
            timer = threading.Timer(timeout, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - start
            out.seek(0)
            text = out.read().decode(errors="replace")
        ok = process.returncode == 0 or any_status and process.returncode > 0
        return text if ok else None, usage.ru_utime + usage.ru_stime, wall


def output_of(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def find_competitors(repeats):
    """All competitors that are installed, by name, in the order of the columns."""
    found = {}
    describe = "import sys; v = getattr(sys, 'pypy_version_info', None); print('PyPy %d.%d.%d, ' % v[:3] if v else '', sys.version.split()[0], sep='')"

    def python(name, path, repeats, code=describe):
        version = path and output_of(str(path), "-c", code)
        if version:
            found[name] = Competitor(name, [str(path)], version, repeats)

    adder = os.environ.get("ADDER") or HERE.parent / "target/release/adder"
    version = output_of(str(adder), "--version")
    if version:
        found["adder"] = Competitor("adder", [str(adder)], version.split("\n")[0], repeats)
        found["adder-off"] = Competitor("adder-off", [str(adder), "--jit=off"], "the same with --jit=off", max(2, repeats // 2))
    own = sorted(glob.glob(str(pathlib.Path.home() / ".pyenv/versions/3.12.*/bin/python3.12")))
    python("cpython3.12", own[-1] if own else shutil.which("python3.12"), max(2, repeats // 2))
    python("cpython3.14", PEERS / "python3.14", max(2, repeats // 2))
    python("pypy", PEERS / "pypy3", repeats)
    numba = "import numba, numpy, sys; print('Numba', numba.__version__, 'NumPy', numpy.__version__, 'CPython', sys.version.split()[0])"
    python("numba", PEERS / "numba/bin/python", repeats, numba)
    gcc = output_of("gcc", "--version")
    if gcc:
        found["gcc"] = Competitor("gcc", [], gcc.split("\n")[0], repeats)
    return found


class Sample:
    """What one run of one program by one competitor gave, or why it gave nothing."""

    def __init__(self, first=None, steady=None, check=None, failure=None):
        self.first = first
        self.steady = steady
        self.check = check
        self.failure = failure


def steady_part(seconds):
    """The later half of the repeats: by then a JIT has compiled what it will compile."""
    return statistics.median(seconds[len(seconds) // 2 :])


def run_program(competitor, arguments, timeout):
    text, *_ = competitor.run(arguments, timeout)
    if text is None:
        return Sample(failure="fails")
    try:
        *check, last = text.strip().split("\n")
        seconds = json.loads(last)["seconds"]
    except (ValueError, KeyError, TypeError):
        return Sample(failure="fails")
    return Sample(seconds[0], steady_part(seconds), "\n".join(check))


class Results:
    """Samples by row, competitor and round."""

    def __init__(self, suite, competitors):
        self.suite = suite
        self.competitors = competitors
        self.rows = {}

    def add(self, row, competitor, sample):
        self.rows.setdefault(row, {}).setdefault(competitor, []).append(sample)

    def samples(self, row, competitor):
        return self.rows[row].get(competitor, [])

    def failure(self, row, competitor, reference):
        samples = self.samples(row, competitor)
        for sample in samples:
            if sample.failure:
                return sample.failure
        expected = next((s.check for s in self.samples(row, reference) if not s.failure), None)
        if samples and expected is not None and samples[0].check != expected:
            return "WRONG"
        return None if samples else "-"

    def median(self, row, competitor, what="steady"):
        return statistics.median(getattr(s, what) for s in self.samples(row, competitor))

    def ratio(self, row, numerator, denominator, what="steady"):
        """The median over the rounds of one competitor's time over another's."""
        pairs = zip(self.samples(row, numerator), self.samples(row, denominator))
        ratios = [getattr(a, what) / max(getattr(b, what), 1e-9) for a, b in pairs if not a.failure and not b.failure]
        return statistics.median(ratios) if ratios else None

    def mean_ratio(self, numerator, denominator, reference, what="steady"):
        """The geometric mean of the ratios over the rows where both succeeded, and how many those are."""
        logs = []
        for row in self.rows:
            if self.failure(row, numerator, reference) or self.failure(row, denominator, reference):
                continue
            ratio = self.ratio(row, numerator, denominator, what)
            if ratio and ratio > 0:
                logs.append(math.log(ratio))
        return (math.exp(statistics.fmean(logs)), len(logs)) if logs else (None, 0)

    def as_json(self):
        return {
            row: {
                name: [{"first": s.first, "steady": s.steady, "failure": s.failure} for s in samples]
                for name, samples in cells.items()
            }
            for row, cells in self.rows.items()
        }


def seconds(t):
    if t >= 1:
        return f"{t:.2f} s"
    if t >= 1e-3:
        return f"{t * 1e3:.1f} ms"
    return f"{t * 1e6:.1f} us"


def times(ratio):
    return f"{ratio:.2f}x" if ratio >= 0.1 else f"{ratio:.2g}x"


def markdown(header, rows):
    cells = [header, *rows]
    widths = [max(len(str(row[i])) for row in cells) for i in range(len(header))]
    line = lambda row: "| " + " | ".join(str(c).ljust(w) if i == 0 else str(c).rjust(w) for i, (c, w) in enumerate(zip(row, widths))) + " |"
    rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])


def comparison(results, names, base, what="steady"):
    """Rows of times, each followed by how many times faster than `base` it is; last the geometric mean."""
    reference = base
    rows = []
    for row in results.rows:
        cells = [row]
        for name in names:
            failure = results.failure(row, name, reference)
            if failure:
                cells.append(failure)
                continue
            text = seconds(results.median(row, name, what))
            ratio = results.ratio(row, base, name, what)
            cells.append(text if name == base or ratio is None else f"{text} ({times(ratio)})")
        rows.append(cells)
    last = [f"geometric mean, x {base}"]
    for name in names:
        mean, count = results.mean_ratio(base, name, reference, what)
        last.append("-" if mean is None else f"{times(mean)} of {count}")
    rows.append(last)
    return markdown(["program", *names], rows)


def ahead(results, peers, reference, what="steady"):
    """One line: how many times faster Adder is than each peer, over all programs."""
    if "adder" not in results.competitors:
        return ""
    parts = []
    for peer in peers:
        mean, count = results.mean_ratio(peer, "adder", reference, what)
        if mean is not None:
            parts.append(f"{mean:.3g} times as fast as {peer} ({count} programs)")
    return "\nAdder is " + ", ".join(parts) + ".\n" if parts else ""


def pick_base(present, *wishes):
    return next(name for name in wishes if name in present)


def programs(pattern, only):
    names = sorted(p.stem for p in (HERE / "py").glob(pattern) if p.stem != "harness")
    return [n for n in names if not only or re.search(only, n)]


def object_programs(only):
    return [p for p in programs("*.py", only) if not p.startswith("scalar_")]


def default_size(name):
    return int(re.search(r"run\(main, (\d+)\)", (HERE / "py" / f"{name}.py").read_text())[1])


def note(text):
    print(text, file=sys.stderr, flush=True)


def suite_objects(found, options):
    names = [n for n in ("adder", "adder-off", "cpython3.12", "cpython3.14", "pypy") if n in found]
    results = Results("objects", names)
    for round_ in range(options.runs):
        for program in object_programs(options.only):
            note(f"objects {round_ + 1}/{options.runs} {program}")
            for name in names:
                c = found[name]
                arguments = [HERE / "py" / f"{program}.py", default_size(program), c.repeats]
                results.add(program, name, run_program(c, arguments, options.timeout))
    base = pick_base(names, "cpython3.14", "cpython3.12", *names)
    text = "Steady state (later repeats in one process), CPU seconds, and how many times faster than " + base + ":\n\n"
    text += comparison(results, names, base)
    text += "\n\nFirst repeat, with warm-up and compilation:\n\n" + comparison(results, names, base, "first")
    return results, text + "\n" + ahead(results, ["pypy", "cpython3.14", "cpython3.12"], base)


def suite_scalar(found, options):
    names = [n for n in ("adder", "gcc", "pypy", "adder-off", "cpython3.14", "cpython3.12") if n in found]
    results = Results("scalar", names)
    with tempfile.TemporaryDirectory() as folder:
        for round_ in range(options.runs):
            for program in programs("scalar_*.py", options.only):
                note(f"scalar {round_ + 1}/{options.runs} {program}")
                stem = program.removeprefix("scalar_")
                for name in names:
                    c = found[name]
                    # The interpreters need seconds for one repeat and have no warm-up worth waiting for.
                    repeats = c.repeats if name in ("adder", "gcc", "pypy") else 1
                    arguments = [HERE / "py" / f"{program}.py", default_size(program), repeats]
                    if name == "gcc":
                        binary = pathlib.Path(folder) / stem
                        if not binary.exists():
                            source = HERE / "c" / f"{stem}.c"
                            subprocess.run(["gcc", "-O2", "-ffp-contract=off", "-o", binary, source, "-lm"], check=True)
                        arguments[0] = binary
                    results.add(stem, name, run_program(c, arguments, options.timeout))
    base = pick_base(names, "gcc", "pypy", *names)
    text = f"Steady state, CPU seconds, and speed relative to {base} (gcc: -O2):\n\n" + comparison(results, names, base)
    return results, text + "\n" + ahead(results, ["gcc", "pypy", "cpython3.14"], base)


def suite_kernels(found, options):
    names = [n for n in ("adder", "numba") if n in found]
    results = Results("kernels", names)
    jobs = [(p.stem, []) for p in sorted((HERE / "kernels").glob("*.py")) if p.stem != "harness"]
    jobs += [("polymorphic", [kind]) for kind in ("float64", "float32", "int64", "strided", "list")]
    for round_ in range(options.runs):
        for kernel, arguments in jobs:
            if options.only and not re.search(options.only, kernel):
                continue
            note(f"kernels {round_ + 1}/{options.runs} {kernel} {' '.join(arguments)}")
            for name in names:
                # A fresh cache folder: `cache=True` must not hide the compilation.
                with tempfile.TemporaryDirectory() as cache:
                    path = HERE / "kernels" / f"{kernel}.py"
                    text, *_ = found[name].run([path, *arguments], options.timeout, {"NUMBA_CACHE_DIR": cache})
                try:
                    measured = json.loads(text.strip().split("\n")[-1]) if text else None
                except ValueError:
                    measured = None
                if measured is None:
                    results.add(f"{kernel} (whole file)", name, Sample(failure="fails"))
                    continue
                for row, m in measured.items():
                    label = f"{row} only" if arguments else row
                    if "error" in m:
                        results.add(label, name, Sample(failure=m["error"]))
                        continue
                    clock = "wall" if "parallel" in row or "numexpr" in row else "cpu"
                    results.add(label, name, Sample(m["first_wall"], statistics.median(m[clock]), m["check"]))
    base = pick_base(names, "numba", *names)
    text = "One call in the steady state (CPU time; wall time for parallel and numexpr kernels):\n\n"
    text += comparison(results, names, base)
    text += "\n\nFirst call, wall time, with compilation:\n\n" + comparison(results, names, base, "first")
    return results, text + "\n" + ahead(results, ["numba"], base)


def short_jobs(only):
    """Programs of some milliseconds: (row, arguments, folder) of the language tests and of the object programs at small sizes."""
    for script in sorted((HERE.parent / "tests/lang").glob("*/*.py")):
        row = f"lang/{script.parent.name}/{script.stem}"
        if not only or re.search(only, row):
            yield row, [script.name], script.parent
    for program in object_programs(only):
        size = SHORT_SIZES.get(program, max(1, default_size(program) // 20))
        yield f"{program} (n={size})", [HERE / "py" / f"{program}.py", size, 1], None


def suite_overhead(found, options):
    names = [n for n in ("adder-off", "adder") if n in found]
    results = Results("overhead", names)
    if len(names) < 2:
        return results, "Needs the adder binary.\n"
    jobs = list(short_jobs(options.only))
    for program in object_programs(options.only):
        size = default_size(program)
        jobs.append((f"{program} (n={size})", [HERE / "py" / f"{program}.py", size, 1], None))
    for round_ in range(options.runs):
        for row, arguments, folder in jobs:
            note(f"overhead {round_ + 1}/{options.runs} {row}")
            for name in names:
                # Scripts that end with an error are programs, too; that all print the right thing is the tests' business.
                text, cpu, _ = found[name].run(arguments, options.timeout, folder=folder, any_status=True)
                results.add(row, name, Sample(cpu, cpu) if text is not None else Sample(failure="fails"))
    added, ratios, failed = [], [], []
    for row in results.rows:
        if results.failure(row, "adder", "adder-off") or results.failure(row, "adder-off", "adder"):
            failed.append(row)
        elif results.median(row, "adder-off") >= LONG:
            ratios.append((results.ratio(row, "adder", "adder-off"), row))
        else:
            pairs = zip(results.samples(row, "adder"), results.samples(row, "adder-off"))
            added.append((statistics.median(on.first - off.first for on, off in pairs), row))
    text = "CPU seconds of the whole process, one repeat.\n"
    if ratios:
        worst = ", ".join(f"{row} {times(r)}" for r, row in sorted(ratios, reverse=True)[:8])
        middle = statistics.median(r for r, _ in ratios)
        text += f"\n{len(ratios)} programs of {seconds(LONG)} and more in object mode: time with the JIT, median {times(middle)} of the time without. Worst: {worst}.\n"
    if added:
        over = sum(1 for a, _ in added if a > ADDED)
        worst = ", ".join(f"{row} {a * 1e3:+.1f} ms" for a, row in sorted(added, reverse=True)[:12])
        middle = statistics.median(a for a, _ in added)
        text += f"\n{len(added)} shorter programs: the JIT adds {middle * 1e3:+.2f} ms (median), more than {seconds(ADDED)} to {over} of them. Worst: {worst}.\n"
    if failed:
        text += "\nFail: " + ", ".join(failed) + ".\n"
    return results, text


def suite_compile(found, options):
    results = Results("compile", ["adder"])
    classes = [(0, 50), (50, 150), (150, 250), (250, 1000), (1000, 1 << 30)]
    for round_ in range(options.runs):
        for program in programs("*.py", options.only):
            note(f"compile {round_ + 1}/{options.runs} {program}")
            command = found["adder"].command + ["--jit-stats=json", HERE / "py" / f"{program}.py", str(default_size(program)), "1"]
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=options.timeout)
                statistics_ = json.loads(next(l for l in reversed(done.stderr.split("\n")) if l.startswith("{")))
            except (subprocess.SubprocessError, StopIteration, ValueError):
                results.add(program, "adder", Sample(failure="fails"))
                continue
            for trace in statistics_["compiled"]:
                low, high = next(c for c in classes if c[0] <= trace["recorded"] < c[1])
                label = f"{low} to {high - 1}" if high < 1 << 30 else f"{low} and more"
                took = trace["us"] / 1e6
                results.add(label, "adder", Sample(took, took / max(1, trace["recorded"])))
    labels = [f"{low} to {high - 1}" if high < 1 << 30 else f"{low} and more" for low, high in classes]
    rows = []
    for label in (l for l in labels if l in results.rows):
        samples = results.samples(label, "adder")
        middle, worst = statistics.median(s.first for s in samples), max(s.first for s in samples)
        rows.append([label, len(samples), seconds(middle), seconds(worst), seconds(statistics.median(s.steady for s in samples))])
    text = "From the end of a recording to installed code, over all traces of the object and scalar programs, by recorded instructions:\n\n"
    text += markdown(["instructions", "traces", "median", "worst", "per instruction"], rows) + "\n"
    failed = [row for row in results.rows if row not in labels]
    return results, text + ("\nFail: " + ", ".join(failed) + ".\n" if failed else "")


def suite_startup(found, options):
    names = [n for n in ("adder", "adder-off", "cpython3.12", "cpython3.14", "pypy", "numba") if n in found]
    codes = {"print(1)": "print(1)", "import numpy, numba": "import numpy, numba; print(1)"}
    # The process looks at itself: what wait4 reports includes the memory of this runner before the exec.
    peak = "; print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    memory = {}
    results = Results("startup", names)
    for _ in range(max(10, options.runs * 3)):
        for label, code in codes.items():
            for name in names:
                if "numba" in label and name not in ("adder", "numba"):
                    continue
                text, _, wall = found[name].run(["-c", code], options.timeout)
                if text is None or text.strip() != "1":
                    results.add(label, name, Sample(failure="fails"))
                    continue
                results.add(label, name, Sample(wall, wall, "1"))
                text, *_ = found[name].run(["-c", code + peak], options.timeout)
                if text and text.split()[-1].isdigit():
                    memory.setdefault((label, name), []).append(int(text.split()[-1]))
    base = pick_base(names, "cpython3.14", "cpython3.12", *names)
    rows = []
    for label in codes:
        row = [label]
        for name in names:
            peaks = memory.get((label, name))
            row.append(f"{statistics.median(peaks) / 1024:.1f} MiB" if peaks else "-")
        rows.append(row)
    text = "Wall time from start to exit:\n\n" + comparison(results, names, base)
    return results, text + "\n\nPeak memory:\n\n" + markdown(["program", *names], rows) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("suites", nargs="*", metavar="suite", help=", ".join(SUITES))
    parser.add_argument("--runs", type=int, default=3, help="rounds (3)")
    parser.add_argument("--repeats", type=int, default=8, help="repeats in one process for JITs; interpreters do half (8)")
    parser.add_argument("--only", help="only programs whose name matches this regular expression")
    parser.add_argument("--peers", help="only these competitors, separated by commas")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one process (120)")
    parser.add_argument("--json", type=pathlib.Path, help="also write all samples to this file")
    options = parser.parse_args()
    unknown = set(options.suites) - set(SUITES)
    if unknown:
        parser.error("no such suite: " + ", ".join(sorted(unknown)))
    if options.runs < 1 or options.repeats < 1:
        parser.error("--runs and --repeats start at 1")
    found = find_competitors(options.repeats)
    if options.peers:
        wanted = options.peers.split(",")
        found = {name: c for name, c in found.items() if name in wanted}
    if not found:
        parser.error("no competitor is installed; see README.md")
    print(markdown(["competitor", "version"], [[c.name, c.version] for c in found.values()]))
    data = {"versions": {c.name: c.version for c in found.values()}, "suites": {}}
    wrong = False
    for suite in options.suites or SUITES:
        needed = {"overhead": {"adder"}, "compile": {"adder"}, "kernels": {"adder", "numba"}}.get(suite, set(found) - {"numba", "gcc"})
        if not needed & set(found):
            print(f"\n## {suite}\n\nNo competitor for this suite is installed.")
            continue
        results, text = suites_by_name[suite](found, options)
        print(f"\n## {suite}\n\n{text}", flush=True)
        wrong |= "WRONG" in text
        data["suites"][suite] = results.as_json()
    if options.json:
        options.json.write_text(json.dumps(data, indent=1))
    return 1 if wrong else 0


suites_by_name = {
    "objects": suite_objects,
    "scalar": suite_scalar,
    "kernels": suite_kernels,
    "overhead": suite_overhead,
    "compile": suite_compile,
    "startup": suite_startup,
}

if __name__ == "__main__":
    sys.exit(main())
