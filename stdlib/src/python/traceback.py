# traceback: reports of exceptions and stacks as text.
#
# The texts are the VM's own (`_report`, `_message`, `_levels` in runtime.rs), so that they are what an
# uncaught exception prints.

import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
    "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
    "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb", "print_list",
]

_HEADER = "Traceback (most recent call last):\n"
_MISSING = object()


def _source_line(filename, lineno):
    try:
        with open(filename, encoding="utf-8", errors="replace") as f:
            for number, line in enumerate(f, 1):
                if number == lineno:
                    return line.strip()
    except (OSError, ValueError, TypeError):
        pass
    return ""


class FrameSummary:
    """Information about a single frame from a traceback."""

    __slots__ = ("filename", "lineno", "name", "_line", "locals", "_text")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self._text = None

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _source_line(self.filename, self.lineno)
        return self._line

    def _format(self):
        if self._text is not None:
            return self._text
        text = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
        if self.line:
            text += f"    {self.line}\n"
        if self.locals:
            for name, value in sorted(self.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self)[:3] == tuple(other)[:3]
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        found = []
        for f, lineno in frame_gen:
            values = f.f_locals if capture_locals else None
            found.append(FrameSummary(f.f_code.co_filename, lineno, f.f_code.co_name, locals=values))
        return cls(_limited(found, limit))

    def format_frame_summary(self, frame_summary):
        return frame_summary._format()

    def format(self):
        """Format the stack ready for printing."""
        lines = []
        last, count = None, 0
        for frame in self:
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                _repeated(lines, count)
                last, count = key, 0
            count += 1
            if count <= 3:
                lines.append(self.format_frame_summary(frame))
        _repeated(lines, count)
        return lines


def _repeated(lines, count):
    if count > 3:
        more = count - 3
        lines.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")


def _limited(items, limit):
    # The first ones; the last ones for a negative limit.
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is None or limit < 0:
            return items
    return items[:limit] if limit >= 0 else items[limit:]


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each frame."""
    while tb is not None:
        yield getattr(tb, "tb_" + "frame"), tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Walk a stack yielding the frame and line number for each frame."""
    if f is None:
        f = sys._getframe(0)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    """Return a StackSummary object representing a list of pre-processed entries from traceback."""
    found = StackSummary()
    for filename, lineno, name, text in _levels(tb):
        frame = FrameSummary(filename, lineno, name)
        frame._text = text
        found.append(frame)
    return StackSummary(_limited(found, limit))


def extract_stack(f=None, limit=None):
    """Extract the raw traceback from the current stack frame."""
    if f is None:
        f = sys._getframe(0)
    found = [FrameSummary(g.f_code.co_filename, line, g.f_code.co_name) for g, line in walk_stack(f)]
    if limit is not None:
        found = _limited(found, limit)
    found.reverse()
    return StackSummary(found)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def format_stack(f=None, limit=None):
    return format_list(extract_stack(sys._getframe(0) if f is None else f, limit))


def _print(lines, file):
    print("".join(lines), file=sys.stderr if file is None else file, end="")


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def print_stack(f=None, limit=None, file=None):
    _print(format_list(extract_stack(sys._getframe(0) if f is None else f, limit)), file)


def _exception(exc, value):
    if value is not _MISSING:
        return value
    if exc is not None and not isinstance(exc, BaseException):
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return exc


def format_exception_only(exc, /, value=_MISSING):
    """Format the exception part of a traceback."""
    value = _exception(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    text = _message(value)
    if isinstance(value, SyntaxError):
        return text.splitlines(True)
    # The message is one part, whatever its line ends; each line of a note is another.
    notes = getattr(value, "__notes__", None)
    if not isinstance(notes, (list, tuple)):
        return [text]
    lines = [line + "\n" for note in notes for line in str(note).split("\n")]
    below = "".join(lines)
    return [text.removesuffix(below), *lines] if text.endswith(below) else [text]


def _parts(text):
    # Lines with what belongs to them: source and carets below a frame.
    parts = []
    for line in text.splitlines(True):
        if parts and line.startswith("    ") and parts[-1].startswith("  File "):
            parts[-1] += line
        else:
            parts.append(line)
    return parts


def format_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, chain=True):
    """Format a stack trace and the exception information."""
    if (value is _MISSING) != (tb is _MISSING):
        raise ValueError("Both or neither of value and tb must be given")
    value = _exception(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    own = value.__traceback__
    if tb is _MISSING:
        tb = own
    if limit is None and tb is own and (chain or not (value.__cause__ or value.__context__)):
        return _parts(_report(value))
    parts = []
    if chain:
        before, text = None, ""
        if value.__cause__ is not None:
            before = value.__cause__
            text = "\nThe above exception was the direct cause of the following exception:\n\n"
        elif value.__context__ is not None and not value.__suppress_context__:
            before = value.__context__
            text = "\nDuring handling of the above exception, another exception occurred:\n\n"
        if before is not None:
            parts = format_exception(type(before), before, before.__traceback__, limit) + [text]
    if tb is not None:
        parts.append(_HEADER)
        parts += format_tb(tb, limit)
    return parts + format_exception_only(value)


def print_exception(exc, /, value=_MISSING, tb=_MISSING, limit=None, file=None, chain=True):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    _print(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(sys.exception(), limit, file, chain)'."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    "Clear all references to local variables in the frames of a traceback."


class TracebackException:
    """An exception ready for rendering."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, **_):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        self._str = str(exc_value)
        self._parts = format_exception(exc_type, exc_value, exc_traceback, limit)
        self._alone = format_exception(exc_type, exc_value, exc_traceback, limit, chain=False)
        self._only = format_exception_only(exc_value)
        self.__suppress_context__ = exc_value.__suppress_context__
        self.__notes__ = getattr(exc_value, "__notes__", None)
        cause, context = exc_value.__cause__, exc_value.__context__
        make = type(self).from_exception
        self.__cause__ = make(cause, limit=limit) if cause is not None else None
        self.__context__ = make(context, limit=limit) if context is not None else None

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        module = self.exc_type.__module__
        name = self.exc_type.__qualname__
        return name if module in ("builtins", "__main__") else f"{module}.{name}"

    def format_exception_only(self):
        yield from self._only

    def format(self, *, chain=True):
        yield from self._parts if chain else self._alone

    def print(self, *, file=None, chain=True):
        _print(self.format(chain=chain), file)

    def __str__(self):
        return self._str
