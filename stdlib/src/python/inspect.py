# inspect: what kind of object is this, what is a generator doing, and what does a callable take.

import sys
import types

CO_OPTIMIZED = 1
CO_NEWLOCALS = 2
CO_VARARGS = 4
CO_VARKEYWORDS = 8
CO_NESTED = 16
CO_GENERATOR = 32

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"

_FrameType = type(sys._getframe())
_MappingProxy = type(type.__dict__)


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(obj):
    if ismethod(obj):
        obj = obj.__func__
    return isfunction(obj) and bool(obj.__code__.co_flags & CO_GENERATOR)


def isbuiltin(object):
    return isinstance(object, (types.BuiltinFunctionType, types.BuiltinMethodType))


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, _FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    cls = type(object)
    return hasattr(cls, "__set__") or hasattr(cls, "__delete__")


def ismethoddescriptor(obj):
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    cls = type(obj)
    return hasattr(cls, "__get__") and not hasattr(cls, "__set__")


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def getmembers(object, predicate=None):
    results = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            results.append((name, value))
    results.sort(key=lambda pair: pair[0])
    return results


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    seen = {id(func)}
    start = func
    while hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {start!r}")
        seen.add(id(func))
    return func


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        content = len(line.lstrip())
        if content:
            indent = len(line) - content
            margin = indent if margin is None else min(margin, indent)
    lines = [lines[0].lstrip()] + [line[margin or 0 :] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(object):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def currentframe():
    # The frame here is hidden: number 0 is the caller.
    return sys._getframe(0)


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_CREATED


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = getattr(generator, "gi_frame", None)
    return generator.gi_frame.f_locals if frame is not None else {}


# --- signatures ---


class _empty:
    # Marks what a signature does not have.
    pass


class _ParameterKind:
    def __init__(self, number, name, description):
        self._number, self.name, self.description = number, name, description

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {self._number}>"

    def __int__(self):
        return self._number

    __index__ = __int__

    def __eq__(self, other):
        return int(self) == other if isinstance(other, (int, _ParameterKind)) else NotImplemented

    def __lt__(self, other):
        return self._number < int(other)

    def __gt__(self, other):
        return self._number > int(other)

    def __hash__(self):
        return hash(self._number)


_POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type(list[int])):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """Represents a parameter in a function signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._kind = kind
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        return type(self)(
            self._name if name is _empty else name,
            self._kind if kind is _empty else kind,
            default=self._default if default is _empty else default,
            annotation=self._annotation if annotation is _empty else annotation,
        )

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            space = " " if self._annotation is not _empty else ""
            text += f"{space}={space}{self._default!r}"
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._default, self._annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash(self._key())


class BoundArguments:
    """Result of `Signature.bind` call.  Holds the mapping of arguments to the function's parameters."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            value = self.arguments[name]
            if param.kind == _VAR_POSITIONAL:
                args.extend(value)
            else:
                args.append(value)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_name = False
        for name, param in self._signature.parameters.items():
            if not by_name:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    by_name = True
                elif name not in self.arguments:
                    by_name = True
                    continue
            if not by_name or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            else:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        found = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                found[name] = self.arguments[name]
            elif param.default is not _empty:
                found[name] = param.default
            elif param.kind == _VAR_POSITIONAL:
                found[name] = ()
            elif param.kind == _VAR_KEYWORD:
                found[name] = {}
        self.arguments = found

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


class Signature:
    """A Signature object represents the overall signature of a function."""

    __slots__ = ("_parameters", "_return_annotation")

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found = {}
        last, defaults = _POSITIONAL_ONLY, False
        for param in parameters or ():
            if param.kind < last:
                raise ValueError(
                    f"wrong parameter order: {last.description} parameter before "
                    f"{param.kind.description} parameter"
                )
            last = param.kind
            if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if param.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if param.name in found:
                raise ValueError(f"duplicate parameter name: {param.name!r}")
            found[param.name] = param
        self._parameters = _MappingProxy(found)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, **_):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        if parameters is _empty:
            parameters = self._parameters.values()
        if return_annotation is _empty:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    def _bind(self, args, kwargs, partial):
        arguments = {}
        params = list(self._parameters.values())
        args = list(args)
        kwargs = dict(kwargs)
        keywords = None
        for param in params:
            name = param.name
            if param.kind == _VAR_POSITIONAL:
                if args:
                    arguments[name] = tuple(args)
                    args = []
            elif param.kind == _VAR_KEYWORD:
                keywords = param
            elif args and param.kind != _KEYWORD_ONLY:
                if name in kwargs and param.kind != _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = args.pop(0)
            elif name in kwargs and param.kind != _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif param.default is _empty and not partial:
                if name in kwargs:
                    raise TypeError(
                        f"{name!r} parameter is positional only, but was passed as a keyword"
                    )
                raise TypeError(f"missing a required argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        if kwargs:
            if keywords is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[keywords.name] = kwargs
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Get a BoundArguments object, that maps the passed arguments to the function's signature."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        same = list(self._parameters.values()) == list(other._parameters.values())
        return same and self._return_annotation == other._return_annotation

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def __str__(self):
        parts = []
        only = False
        star = True
        for param in self._parameters.values():
            if param.kind == _POSITIONAL_ONLY:
                only = True
            elif only:
                parts.append("/")
                only = False
            if param.kind == _VAR_POSITIONAL:
                star = False
            elif param.kind == _KEYWORD_ONLY and star:
                parts.append("*")
                star = False
            parts.append(str(param))
        if only:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"


def _of_function(f):
    code = f.__code__
    positional, only, named = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    names = code.co_varnames
    notes = f.__annotations__
    defaults = f.__defaults__ or ()
    first_default = positional - len(defaults)
    params = []

    def add(name, kind, default=_empty):
        annotation = notes.get(name, _empty)
        # The compiler's name for an argument of a comprehension.
        name = "implicit" + name[1:] if name.startswith(".") else name
        params.append(Parameter(name, kind, default=default, annotation=annotation))

    for i in range(positional):
        kind = _POSITIONAL_ONLY if i < only else _POSITIONAL_OR_KEYWORD
        add(names[i], kind, defaults[i - first_default] if i >= first_default else _empty)
    at = positional + named
    if code.co_flags & 4:
        add(names[at], _VAR_POSITIONAL)
        at += 1
    for name in names[positional : positional + named]:
        add(name, _KEYWORD_ONLY, (f.__kwdefaults__ or {}).get(name, _empty))
    if code.co_flags & 8:
        add(names[at], _VAR_KEYWORD)
    return Signature(params, return_annotation=notes.get("return", _empty))


def _without_first(sig, obj):
    params = list(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind != _VAR_POSITIONAL:
        params = params[1:]
    return sig.replace(parameters=params)


def _of_partial(p):
    sig = signature(p.func)
    bound = sig.bind_partial(*p.args, **p.keywords).arguments
    params = []
    named = False
    for param in sig.parameters.values():
        name = param.name
        if name in p.keywords and param.kind != _POSITIONAL_ONLY:
            named = True
            params.append(param.replace(kind=_KEYWORD_ONLY, default=p.keywords[name]))
        elif name in bound and param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            continue
        elif named and param.kind == _POSITIONAL_OR_KEYWORD:
            params.append(param.replace(kind=_KEYWORD_ONLY))
        elif named and param.kind == _VAR_POSITIONAL:
            continue
        else:
            params.append(param)
    return sig.replace(parameters=params)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """Get a signature object for the passed callable."""
    import functools

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__, follow_wrapped=follow_wrapped), obj)
    if follow_wrapped and not isinstance(obj, type):
        while hasattr(obj, "__wrapped__") and not hasattr(obj, "__signature__"):
            obj = obj.__wrapped__
    own = getattr(obj, "__signature__", None)
    if isinstance(own, Signature):
        return own
    if isinstance(obj, functools.partial):
        return _of_partial(obj)
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, type):
        for owner, name in ((type(obj), "__call__"), (obj, "__new__"), (obj, "__init__")):
            for c in owner.__mro__:
                if c.__module__ == "builtins":
                    continue
                method = vars(c).get(name)
                if isinstance(method, staticmethod):
                    method = method.__func__
                if method is not None and callable(method):
                    return _without_first(signature(method), obj)
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(signature(call), obj)
    raise ValueError(f"no signature found for builtin {obj!r}")


def getfullargspec(func):
    """Get the names and default values of a callable object's parameters."""
    args, varargs, varkw, defaults, kwonly, kwdefaults, notes = [], None, None, [], [], {}, {}
    sig = signature(func, follow_wrapped=False)
    if sig.return_annotation is not _empty:
        notes["return"] = sig.return_annotation
    for param in sig.parameters.values():
        if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(param.name)
            if param.default is not _empty:
                defaults.append(param.default)
        elif param.kind == _VAR_POSITIONAL:
            varargs = param.name
        elif param.kind == _KEYWORD_ONLY:
            kwonly.append(param.name)
            if param.default is not _empty:
                kwdefaults[param.name] = param.default
        else:
            varkw = param.name
        if param.annotation is not _empty:
            notes[param.name] = param.annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, notes)


class FullArgSpec(tuple):
    _fields = ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations")

    def __new__(cls, *values):
        return tuple.__new__(cls, values)

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"FullArgSpec({shown})"


for _i, _name in enumerate(FullArgSpec._fields):
    setattr(FullArgSpec, _name, property(lambda self, i=_i: self[i]))
del _i, _name
