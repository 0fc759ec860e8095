# warnings: filters, and showing what they let through.

import sys

__all__ = [
    "warn",
    "warn_explicit",
    "showwarning",
    "formatwarning",
    "filterwarnings",
    "simplefilter",
    "resetwarnings",
    "catch_warnings",
]

_ACTIONS = ("default", "error", "ignore", "always", "module", "once")

# (action, message test or None, category, module test or None, line), the first match counts.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = _source_line(filename, lineno)
    line = line.strip()
    if line:
        text += f"  {line}\n"
    return text


def _source_line(filename, lineno):
    try:
        with open(filename, encoding="utf-8") as f:
            lines = f.read().split("\n")
    except (OSError, ValueError):
        return ""
    return lines[lineno - 1] if 0 < lineno <= len(lines) else ""


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
        if file is None:
            return
    file.write(formatwarning(message, category, filename, lineno, line))


def _check(action, category, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def _add(item, append):
    if append:
        if item not in filters:
            filters.append(item)
        return
    if item in filters:
        filters.remove(item)
    filters.insert(0, item)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action, category, lineno)
    _add((action, None, category, None, lineno), append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    # Without regular expressions: `message` is a beginning, `module` a name.
    _check(action, category, lineno)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _add((action, message or None, category, module or None, lineno), append)


def resetwarnings():
    filters.clear()


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        name = type(category).__name__
        raise TypeError(f"category must be a Warning subclass, not '{name}'")
    try:
        # The frames here are hidden: number 0 is the caller.
        frame = sys._getframe(0)
        for _ in range(stacklevel - 1):
            frame = frame.f_back
            if frame is None:
                raise ValueError
        names, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    except ValueError:
        names, filename, lineno = sys.__dict__, "sys", 1
    registry = names.setdefault("__warningregistry__", {})
    warn_explicit(
        message, category, filename, lineno, names.get("__name__", "<string>"), registry, source=source
    )


def warn_explicit(
    message,
    category,
    filename,
    lineno,
    module=None,
    registry=None,
    module_globals=None,
    source=None,
):
    if module is None:
        module = filename.removesuffix(".py") or "<unknown>"
    if registry is None:
        registry = {}
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    action = defaultaction
    for act, beginning, cls, where, line in filters:
        if (
            (beginning is None or text.lower().startswith(beginning.lower()))
            and issubclass(category, cls)
            and (where is None or where == module)
            and (line == 0 or line == lineno)
        ):
            action = act
            break
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        key = (text, category)
        if onceregistry.get(key):
            return
        onceregistry[key] = 1
    elif action == "module":
        key = (text, category, 0)
    if action != "always":
        if registry.get(key):
            return
        registry[key] = 1
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show(w):
    if _recorders:
        log = _recorders[-1]
        if log is not None:
            log.append(w)
            return
    showwarning(w.message, w.category, w.filename, w.lineno, w.file, w.line)


# What the active `catch_warnings` blocks record to, innermost last; None where they do not.
_recorders = []


class catch_warnings:
    def __init__(
        self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False
    ):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        args = ["record=True"] if self._record else []
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:]
        log = [] if self._record else (_recorders[-1] if _recorders else None)
        _recorders.append(log)
        if self._filter is not None:
            simplefilter(*self._filter)
        return log if self._record else None

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:] = self._saved
        _recorders.pop()
