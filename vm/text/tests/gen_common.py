"""Shared by the gen_*.py scripts: the line format of tests/data and the fixed random source.

A line is `op<TAB>arg...<TAB>result`. A result is `=value` or `!ExceptionName:message`. Text is escaped so that a line holds
no raw tab, newline or surrogate (`\\\\`, `\\t`, `\\n`, `\\r`, `\\u{hex}`); floats are 16 hex digits of their bits; bytes are hex.
A wider check than the stored one: ADDER_TEXT_SEED=n (other random cases) and ADDER_TEXT_DATA=folder, which the Rust tests
read too.
Run with ~/.pyenv/versions/3.12.1/bin/python3.12.
"""
import os, random, struct, sys

assert sys.version_info[:2] == (3, 12), "the reference is CPython 3.12"
sys.set_int_max_str_digits(0)


def esc(s):
    out = []
    for c in s:
        o = ord(c)
        if c in "\\\t\n\r":
            out.append({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}[c])
        elif o < 32 or 0xd800 <= o < 0xe000:
            out.append("\\u{%x}" % o)
        else:
            out.append(c)
    return "".join(out)


def bits(f):
    return "nan" if f != f else struct.pack(">d", f).hex()


def show(v):
    if v is None:
        return "None"
    if isinstance(v, (bool, int)):
        return str(v)
    if isinstance(v, float):
        return bits(v)
    if isinstance(v, complex):
        return bits(v.real) + "," + bits(v.imag)
    if isinstance(v, (bytes, bytearray)):
        return v.hex()
    if isinstance(v, (tuple, list)):
        return "|".join(show(x) for x in v)
    return esc(v)


class Writer:
    def __init__(self, name, seed):
        self.rnd = random.Random(seed + 1000 * int(os.environ.get("ADDER_TEXT_SEED", "0")))
        here = os.path.dirname(os.path.abspath(__file__))
        self.path = os.path.join(os.environ.get("ADDER_TEXT_DATA", os.path.join(here, "data")), name)
        self.lines = {}

    def case(self, op, *args, fn):
        """fn: a thunk; its value or exception is the expectation."""
        try:
            value = fn()
            limit = sys.get_int_max_str_digits()
            sys.set_int_max_str_digits(0)
            result = "=" + show(value)
            sys.set_int_max_str_digits(limit)
        except Exception as e:
            text = e.args[0] if len(e.args) == 1 and isinstance(e.args[0], str) else str(e)
            result = "!%s:%s" % (type(e).__name__, esc(text))
        self.lines["\t".join([op, *map(show, args), result])] = None

    def close(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("\n".join(self.lines) + "\n")
        print(self.path, len(self.lines), os.path.getsize(self.path))
