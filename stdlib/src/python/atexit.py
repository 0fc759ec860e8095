# atexit: functions called at exit, last one first. One hook runs them all (runtime.rs).

_functions = []


def _run_exitfuncs():
    while _functions:
        function, args, kwargs = _functions.pop()
        try:
            function(*args, **kwargs)
        except BaseException as e:
            import sys

            if not isinstance(e, SystemExit):
                import traceback

                print(f"Exception ignored in atexit callback: {function!r}", file=sys.stderr)
                traceback.print_exception(e)


def register(func, /, *args, **kwargs):
    """Register a function to be executed upon normal program termination"""
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _functions.append((func, args, kwargs))
    return func


def unregister(func, /):
    """Unregister an exit function which was previously registered using atexit.register"""
    _functions[:] = [f for f in _functions if f[0] != func]


def _clear():
    _functions.clear()


def _ncallbacks():
    return len(_functions)


_at_exit(_run_exitfuncs)
