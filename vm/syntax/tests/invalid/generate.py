"""Writes expected.txt: what CPython 3.12 says about each program in programs.txt.

Run with CPython 3.12.1 after changing programs.txt; the test itself needs no Python. Each program is compiled in 'exec'
mode; a line has class, line, offset, end line, end offset and message, separated by tabs (`ok` for a valid program).
"""

import pathlib
import sys
import warnings

assert sys.version_info[:3] == (3, 12, 1), sys.version
warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent


def say(program):
    try:
        compile(program, "f", "exec")
    except SyntaxError as e:
        numbers = [e.lineno or 0, e.offset or 0, e.end_lineno or 0, e.end_offset or 0]
        return "\t".join(map(str, [type(e).__name__, *numbers, e.msg]))
    except (RecursionError, MemoryError, OverflowError) as e:
        return "\t".join([type(e).__name__, "0", "0", "0", "0", str(e)])
    return "ok"


for stem in ("programs", "semantics"):
    programs = (here / f"{stem}.txt").read_text("utf-8").split("%%\n")
    (here / f"{stem}.expected.txt").write_text("".join(say(p) + "\n" for p in programs), "utf-8")
