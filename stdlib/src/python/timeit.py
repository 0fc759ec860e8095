# timeit: how long does a statement take?

import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

_globals = globals


def _indent(source, by):
    return source.replace("\n", "\n" + " " * by)


class Timer:
    """Class for timing execution speed of small code snippets."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        space = {}
        head = ""
        if isinstance(setup, str):
            first = setup
        elif callable(setup):
            space["_setup"] = setup
            first = "_setup()"
            head += ", _setup=_setup"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            body = stmt
        elif callable(stmt):
            space["_stmt"] = stmt
            body = "_stmt()"
            head += ", _stmt=_stmt"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = (
            f"def inner(_it, _timer{head}):\n"
            f"    {_indent(first, 4)}\n"
            "    _t0 = _timer()\n"
            "    for _i in _it:\n"
            f"        {_indent(body, 8)}\n"
            "        pass\n"
            "    _t1 = _timer()\n"
            "    return _t1 - _t0\n"
        )
        scope = _globals() if globals is None else globals
        if globals is None:
            scope = {"__name__": "timeit", "__builtins__": __builtins__}
        code = compile(self.src, "<timeit-src>", "exec")
        exec(code, scope, space)
        self.inner = space["inner"]

    def timeit(self, number=default_number):
        """Time 'number' executions of the main statement."""
        return self.inner(range(number), self.timer)

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() a few times."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Return the number of loops and time taken so that total time >= 0.2."""
        i = 1
        while True:
            for j in 1, 2, 5:
                number = i * j
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            i *= 10

    def print_exc(self, file=None):
        import traceback

        traceback.print_exc(file=file)


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Convenience function to create Timer object and call timeit method."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(
    stmt="pass",
    setup="pass",
    timer=default_timer,
    repeat=default_repeat,
    number=default_number,
    globals=None,
):
    """Convenience function to create Timer object and call repeat method."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


def _format_time(seconds):
    for unit, scale in (("nsec", 1e-9), ("usec", 1e-6), ("msec", 1e-3), ("sec", 1.0)):
        if seconds < 1000 * scale or unit == "sec":
            return f"{seconds / scale:.3g} {unit}"


def main(args=None, *, _wrap_timer=None):
    """Command line: [-n N] [-r N] [-s SETUP] [statement ...]"""
    import sys

    args = list(sys.argv[1:] if args is None else args)
    number = 0
    times = default_repeat
    setup = []
    while args and args[0].startswith("-") and args[0] != "-":
        option = args.pop(0)
        if option == "--":
            break
        value = option[2:] or (args.pop(0) if args else "")
        if option[:2] == "-n":
            number = int(value)
        elif option[:2] == "-r":
            times = max(1, int(value))
        elif option[:2] == "-s":
            setup.append(value)
        else:
            print(f"option {option} not recognized")
            return 2
    timer = Timer("\n".join(args) or "pass", "\n".join(setup) or "pass")
    if number == 0:
        number, _ = timer.autorange()
    timings = [t / number for t in timer.repeat(times, number)]
    best = min(timings)
    loops = "loop" if number == 1 else "loops"
    print(f"{number} {loops}, best of {times}: {_format_time(best)} per loop")
    return None


if __name__ == "__main__":
    import sys

    sys.exit(main())
