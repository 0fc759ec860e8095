# The Python side of numba: types, decorators, thread counts.


class Type:
    """A scalar, array or other type; `t(args)` is a signature, `t[:]` an array type."""

    def __init__(self, name, np_dtype=None):
        self.name = name
        self._np_dtype = np_dtype

    def __repr__(self):
        return self.name

    def __eq__(self, other):
        return isinstance(other, Type) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __call__(self, *args):
        if len(args) == 1 and not isinstance(args[0], Type):
            import numpy
            return getattr(numpy, self._np_dtype)(args[0]).item()
        return Signature(self, args)

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        layout = 'A'
        if keys[-1].step == 1:
            layout = 'C'
        elif keys[0].step == 1:
            layout = 'F'
        return Array(self, len(keys), layout)


class Array(Type):
    def __init__(self, dtype, ndim, layout):
        super().__init__(f'array({dtype.name}, {ndim}d, {layout})')
        self.dtype, self.ndim, self.layout = dtype, ndim, layout


class Signature:
    def __init__(self, return_type, args):
        self.return_type, self.args = return_type, args

    def __repr__(self):
        return f'({", ".join(map(repr, self.args))}) -> {self.return_type!r}'


_scalars = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float32', 'float64']
_names = {n: Type(n, n) for n in _scalars}
boolean = bool_ = b1 = Type('bool', 'bool_')
void = none = Type('none')
int8, int16, int32, int64 = i1, i2, i4, i8 = [_names[n] for n in _scalars[:4]]
uint8, uint16, uint32, uint64 = u1, u2, u4, u8 = [_names[n] for n in _scalars[4:8]]
float32, float64 = f4, f8 = [_names[n] for n in _scalars[8:]]
byte, int_, intp, intc, long_, longlong = uint8, int64, int64, int32, int64, int64
uint, uintp = uint64, uint64
float_, double = float32, float64
complex64, complex128 = c8, c16 = Type('complex64'), Type('complex128')
string = unicode_type = Type('unicode_type')
optional = lambda t: t


def _tuple_type(t, n):
    return Type(f'UniTuple({t} x {n})')


_module_types = {k: v for k, v in globals().items() if isinstance(v, Type)}
_module_types.update(
    Array=Array, UniTuple=_tuple_type, Tuple=lambda ts: Type(f'Tuple({ts})'),
    List=lambda t, reflected=False: Type(f'list({t})'), ListType=lambda t: Type(f'ListType[{t}]'),
    DictType=lambda k, v: Type(f'DictType[{k},{v}]'), Optional=lambda t: t, Type=Type,
)


class NumbaError(Exception):
    pass


class TypingError(NumbaError):
    pass


class _Options:
    pass


def _inspect(f):
    def inspect_types(file=None, pretty=False, signature=None, **kwargs):
        names = f.__code__.co_varnames[:f.__code__.co_argcount]
        print(f'{f.__name__} ({", ".join(names)})', file=file)
        print('-' * 80, file=file)
        print('# types are inferred while the function runs; see --jit-log', file=file)
        print('=' * 80, file=file)
    return inspect_types


def _diagnose(f):
    def parallel_diagnostics(signature=None, level=1):
        print('=' * 80)
        print(f' Parallel Accelerator Optimizing:  Function {f.__name__}')
        print('=' * 80)
        print('Loops are parallelised while the function runs; see --jit-log')
    return parallel_diagnostics


def _decorate(f, options, signatures):
    if not callable(f):
        raise TypeError(f"A jit decorator was called on an object of type '{type(f).__name__}'")
    if isinstance(f, staticmethod):
        return staticmethod(_decorate(f.__func__, options, signatures))
    f = getattr(f, 'py_func', f)
    g = _flagged(f)
    g.py_func = f
    g.targetoptions = options
    g.signatures = [s.args if isinstance(s, Signature) else s for s in signatures]
    g.nopython_signatures = list(signatures)
    g.inspect_types = _inspect(g)
    g.parallel_diagnostics = _diagnose(g)
    g.compile = lambda signature: None
    g.recompile = lambda: None
    g.inspect_llvm = g.inspect_asm = lambda signature=None: {}
    g.overloads = {}
    g.__wrapped__ = f
    return g


_known = {
    'nopython', 'nogil', 'cache', 'forceobj', 'looplift', 'parallel', 'fastmath', 'error_model', 'inline', 'debug',
    'boundscheck', 'locals', 'pipeline_class', 'no_cpython_wrapper', 'no_cfunc_wrapper', 'no_rewrites', 'target_backend',
    '_nrt', 'writable_args', '_dbg_extend_lifetimes', '_dbg_optnone', 'forceinline',
}


def jit(signature_or_function=None, locals=None, cache=False, pipeline_class=None, boundscheck=None, **options):
    for name in options:
        if name not in _known:
            raise KeyError(f"Unrecognized options: {{'{name}'}}. Known options are {sorted(_known)}")
    if options.get('nopython') and options.get('forceobj'):
        raise ValueError("Only one of 'nopython' or 'forceobj' can be True.")
    options['cache'] = cache
    what = signature_or_function
    if what is None:
        signatures = []
    elif isinstance(what, (list, tuple)) and not (isinstance(what, tuple) and what and isinstance(what[0], Type)):
        signatures = list(what)
    elif isinstance(what, (str, Signature, tuple)):
        signatures = [what]
    else:
        return _decorate(what, options, [])
    return lambda f: _decorate(f, options, signatures)


def njit(*args, **options):
    options['nopython'] = True
    return jit(*args, **options)


def generated_jit(function=None, **options):
    return jit(function, **options)


def cfunc(signature, **options):
    return lambda f: _decorate(f, options, [signature])


def vectorize(what=None, **options):
    import numpy

    def wrap(f):
        inner = jit(f)
        types = what if isinstance(what, (list, tuple)) else []
        result = types[0].return_type._np_dtype if types and isinstance(types[0], Signature) else None
        v = numpy.vectorize(inner, [result] if result else None)
        v.py_func = f
        v.__name__ = f.__name__
        return v

    if callable(what) and not isinstance(what, (Type, Signature)):
        f, what = what, None
        return wrap(f)
    return wrap


def guvectorize(*args, **options):
    raise NotImplementedError('numba.guvectorize is not supported')


def stencil(*args, **options):
    raise NotImplementedError('numba.stencil is not supported')


prange = range
literal_unroll = lambda x: x


class pndindex:
    def __new__(cls, *shape):
        import numpy
        return iter(numpy.ndindex(*shape))


def typeof(v):
    import numpy
    if isinstance(v, bool):
        return boolean
    if isinstance(v, numpy.ndarray):
        layout = 'C' if v.flags.c_contiguous else 'F' if v.flags.f_contiguous else 'A'
        return Array(_names.get(v.dtype.name, boolean), v.ndim, layout)
    if isinstance(v, numpy.generic):
        return _names.get(v.dtype.name, boolean)
    if isinstance(v, int):
        return int64
    if isinstance(v, float):
        return float64
    if isinstance(v, str):
        return unicode_type
    return Type(type(v).__name__)


def from_dtype(d):
    return _names.get(d.name, boolean)


_limit = _processors()
_threads = [_limit]


def get_num_threads():
    return _threads[0]


def set_num_threads(n):
    if not isinstance(n, int):
        raise TypeError('The number of threads specified must be an integer')
    if not 1 <= n <= _limit:
        raise ValueError(f'The number of threads must be between 1 and {_limit}')
    _threads[0] = n


def get_thread_id():
    return 0


def threading_layer():
    return 'workqueue'


class _Config:
    NUMBA_NUM_THREADS = NUMBA_DEFAULT_NUM_THREADS = _limit
    DISABLE_JIT = 0
    THREADING_LAYER = 'default'


config = _Config()


class _ObjMode:
    """`with objmode(x='float64'):` runs its body as ordinary Python, which it is anyway."""

    def __call__(self, *args, **kwargs):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


objmode = objmode_context = _ObjMode()


def jitclass(cls_or_spec=None, spec=None):
    if isinstance(cls_or_spec, type):
        return cls_or_spec
    return lambda cls: cls


_module_experimental = {'jitclass': jitclass}
_module_typed = {'List': list, 'Dict': dict}
_module_core = {'types': Type}
_module_errors = {
    'NumbaError': NumbaError, 'TypingError': TypingError,
    'NumbaWarning': Warning, 'NumbaPerformanceWarning': Warning,
    'NumbaDeprecationWarning': DeprecationWarning, 'NumbaPendingDeprecationWarning': PendingDeprecationWarning,
}
_module_extending = {
    'overload': lambda f, **k: (lambda g: g), 'register_jitable': lambda *a, **k: a[0] if a else (lambda f: f),
}
