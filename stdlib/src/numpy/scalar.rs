//! NumPy scalars and the state of the module.
//!
//! A scalar is an [`NpScalar`] whose class is one of `np.float64`, `np.int64`, ... In functions
//! decorated with `jit` results are plain Python numbers instead: [`make`] is the one place that
//! decides, by the code of the frame that runs.

use super::dtype::{self, Class_, ROWS};
use super::memory::Num;
use super::ufunc::{self, Bin, Un};
use adder_text::bigint::IntRef;
use adder_vm::builtins;
use adder_vm::object::ndarray::{DType, NdArray, NpScalar};
use adder_vm::object::{Header, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Class, Gc, Kind, Value, Vm, R};

/// What the module keeps per VM. Its values are also in `vm.roots`.
pub struct Module {
    pub ndarray: Gc<Class>,
    pub dtype_class: Gc<Class>,
    /// Scalar classes by dtype.
    pub classes: Vec<Gc<Class>>,
    /// Dtype objects by dtype.
    pub dtypes: Vec<Value>,
    /// Iterator over an array's first axis.
    pub iterator: Gc<Class>,
    /// Class of `a.flags`.
    pub flags_class: Value,
    pub axis_error: Option<Gc<Class>>,
    pub random: super::random::State,
    pub print: super::print::Options,
    /// Places that have warned: file, line, text.
    pub warned: std::collections::HashSet<(String, u32, String)>,
    /// `np.errstate` and `np.seterr`: divide, over, invalid; ignored when false.
    pub warn: [bool; 3],
}

impl Module {
    /// The state; the module has been imported.
    pub fn of(vm: &mut Vm) -> &mut Module {
        vm.library
            .get_mut("numpy")
            .and_then(|m| m.downcast_mut::<Module>())
            .expect("numpy objects exist only after numpy was imported")
    }

    pub fn dtype_of_class(&self, c: Gc<Class>) -> Option<DType> {
        let i = self.classes.iter().position(|k| *k == c)?;
        Some(ROWS[i].dtype)
    }
}

/// Does the running Python code obey Numba's rules?
#[inline]
pub fn in_numba(vm: &Vm) -> bool {
    vm.current_code().is_some_and(|c| c.numba)
}

/// A scalar, or the plain Python number in decorated code.
#[inline]
pub fn make(vm: &mut Vm, dtype: DType, bits: u64) -> Value {
    if in_numba(vm) {
        return plain(vm, dtype, bits);
    }
    boxed(vm, dtype, bits)
}

/// A scalar object.
pub fn boxed(vm: &mut Vm, dtype: DType, bits: u64) -> Value {
    match vm.scalar_shape(dtype) {
        Some(shape) => {
            let hdr = Header::new(shape, Kind::NpScalar);
            vm.alloc(NpScalar { hdr, bits, bits2: 0, dtype }, 0).value()
        }
        None => plain(vm, dtype, bits),
    }
}

/// The Python number of an element.
#[inline]
pub fn plain(vm: &mut Vm, dtype: DType, bits: u64) -> Value {
    if dtype == DType::Bool {
        return Value::bool(bits != 0);
    }
    num_value(vm, Num::of_bits(bits, dtype))
}

/// A Python number.
pub fn num_value(vm: &mut Vm, n: Num) -> Value {
    match n {
        Num::F(f) => Value::float(f),
        Num::I(i) => vm.int(i),
        Num::U(u) => vm.uint(u),
    }
}

/// A `np.float64`.
pub fn float64(vm: &mut Vm, f: f64) -> Value {
    make(vm, DType::Float64, f.to_bits())
}

/// The number in a scalar.
pub fn number(s: Gc<NpScalar>) -> Num {
    Num::of_bits(s.bits, s.dtype)
}

/// A value's number converted to an element of `dtype`, as assignment to an array does it.
/// Python ints must fit; anything else is TypeError or ValueError.
pub fn to_num(vm: &mut Vm, v: Value, dtype: DType) -> R<Num> {
    if let Some(s) = v.cast::<NpScalar>() {
        return Ok(number(s));
    }
    if v.is_float() {
        return float_to(vm, v.as_float(), dtype);
    }
    match v.as_int_ref() {
        Some(IntRef::Small(i)) => {
            let (lo, hi) = dtype::int_range(dtype);
            let integer = matches!(dtype::kind(dtype), Class_::Signed | Class_::Unsigned);
            if integer && !v.is_bool() && !(lo..=hi).contains(&(i as i128)) {
                return out_of_bounds(vm, v, dtype);
            }
            return Ok(Num::I(i));
        }
        Some(IntRef::Big(b)) => {
            if dtype == DType::UInt64 {
                if let Ok(u) = u64::try_from(b) {
                    return Ok(Num::U(u));
                }
            }
            if dtype::is_float(dtype) {
                let f = vm.to_f64(v)?;
                return Ok(Num::F(f));
            }
            if dtype == DType::Bool {
                return Ok(Num::I(1));
            }
            return out_of_bounds(vm, v, dtype);
        }
        None => {}
    }
    if let Some(a) = v.cast::<NdArray>() {
        if a.size == 1 {
            return Ok(Num::of_bits(super::memory::read_bits(a, 0), a.dtype));
        }
        if a.ndim > 0 {
            return vm.value_error("setting an array element with a sequence.");
        }
    }
    match v.kind() {
        Some(Kind::Str) => {
            let p = if dtype::is_float(dtype) {
                builtins::float::from_value(vm, v)?
            } else if dtype == DType::Bool {
                return Ok(Num::I((v.expect::<Str>().len > 0) as i64));
            } else {
                let int = vm.types.int.value();
                vm.call(int, &[v])?
            };
            to_num(vm, p, dtype)
        }
        Some(Kind::List | Kind::Tuple) => {
            vm.value_error("setting an array element with a sequence.")
        }
        _ if v.is_none() && dtype::is_float(dtype) => Ok(Num::F(f64::NAN)),
        _ => match vm.to_f64_opt(v)? {
            Some(f) => float_to(vm, f, dtype),
            None => {
                let t = vm.type_name(v);
                let what = if dtype::is_float(dtype) {
                    format!("float() argument must be a string or a real number, not '{t}'")
                } else {
                    format!(
                        "int() argument must be a string, a bytes-like object or a real number, not '{t}'"
                    )
                };
                vm.type_error(what)
            }
        },
    }
}

fn float_to(vm: &mut Vm, f: f64, dtype: DType) -> R<Num> {
    if matches!(dtype::kind(dtype), Class_::Signed | Class_::Unsigned) {
        if f.is_nan() {
            return vm.value_error("cannot convert float NaN to integer");
        }
        if f.is_infinite() {
            return vm.overflow_error("cannot convert float infinity to integer");
        }
    }
    Ok(Num::F(f))
}

#[cold]
pub fn out_of_bounds<T>(vm: &mut Vm, v: Value, dtype: DType) -> R<T> {
    let text = vm.repr_string(v)?;
    vm.overflow_error(format!("Python integer {text} out of bounds for {}", dtype::name(dtype)))
}

/// Text of a float scalar (`str`).
pub fn float_text(f: f64, dtype: DType) -> String {
    if dtype == DType::Float64 {
        return adder_text::float::repr(f);
    }
    let x = f as f32;
    if !x.is_finite() {
        return adder_text::float::repr(f);
    }
    let a = x.abs();
    if a != 0.0 && !(1e-4..1e16).contains(&a) {
        let s = format!("{x:e}");
        let (digits, exp) = s.split_once('e').unwrap_or((&s, "0"));
        let (sign, exp) = match exp.strip_prefix('-') {
            Some(e) => ('-', e),
            None => ('+', exp),
        };
        return format!("{digits}e{sign}{exp:0>2}");
    }
    let s = format!("{x}");
    if s.contains('.') {
        s
    } else {
        format!("{s}.0")
    }
}

/// `str(scalar)`.
pub fn text(dtype: DType, bits: u64) -> String {
    match Num::of_bits(bits, dtype) {
        _ if dtype == DType::Bool => if bits != 0 { "True" } else { "False" }.to_string(),
        Num::F(f) => float_text(f, dtype),
        Num::I(i) => i.to_string(),
        Num::U(u) => u.to_string(),
    }
}

fn this(args: Args) -> Gc<NpScalar> {
    args.pos()[0].expect()
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    let t = text(s.dtype, s.bits);
    let out = match s.dtype {
        DType::Bool => format!("np.{t}_"),
        d => format!("np.{}({t})", dtype::name(d)),
    };
    Ok(vm.str(&out))
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    Ok(vm.str(&text(s.dtype, s.bits)))
}

fn item(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    Ok(plain(vm, s.dtype, s.bits))
}

fn format(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    let Some(spec) = args.pos()[1].cast::<Str>() else {
        return vm.type_error("__format__() argument must be str");
    };
    if spec.len == 0 {
        return str_(vm, args);
    }
    let v = plain(vm, s.dtype, s.bits);
    Ok(vm.format(v, spec)?.value())
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let v = item(vm, args)?;
    let f = vm.builtins;
    let f = vm.dict_get_str(f, "hash").unwrap_or(Value::NONE);
    vm.call(f, &[v])
}

fn truth(_: &mut Vm, args: Args) -> R {
    let n = number(this(args));
    Ok(Value::bool(n.to_f64() != 0.0))
}

fn index(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    match dtype::kind(s.dtype) {
        Class_::Signed | Class_::Unsigned => Ok(plain(vm, s.dtype, s.bits)),
        _ => {
            let t = vm.type_name(s.value());
            vm.type_error(format!("'{t}' object cannot be interpreted as an integer"))
        }
    }
}

fn int(vm: &mut Vm, args: Args) -> R {
    let v = item(vm, args)?;
    let class = vm.types.int.value();
    vm.call(class, &[v])
}

fn float(_: &mut Vm, args: Args) -> R {
    Ok(Value::float(number(this(args)).to_f64()))
}

/// `round(x)` is a Python int, `round(x, n)` a scalar of the same dtype.
fn round(vm: &mut Vm, args: Args) -> R {
    let s = this(args);
    let v = plain(vm, s.dtype, s.bits);
    let digits = args.get(1).filter(|d| !d.is_none());
    let Some(digits) = digits else { return vm.call_method(v, "__round__", &[]) };
    let n = vm.arg_i64(digits)?;
    let r = match number(s) {
        Num::F(f) => Num::F(super::routines::round_to(f, n)),
        other => {
            let r = vm.call_method(v, "__round__", &[digits])?;
            let _ = other;
            to_num(vm, r, s.dtype)?
        }
    };
    Ok(make(vm, s.dtype, r.bits(s.dtype)))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let Some(class) = args.pos().first().and_then(|c| c.cast::<Class>()) else {
        return vm.type_error("numpy scalar: class expected");
    };
    let found = class
        .mro
        .items()
        .iter()
        .find_map(|c| c.cast::<Class>().and_then(|c| Module::of(vm).dtype_of_class(c)));
    let Some(dtype) = found else {
        let n = class.name_str();
        return vm.type_error(format!("cannot create 'numpy.{n}' instances"));
    };
    let v = match args.get(1) {
        Some(v) => v,
        None => Value::small(0),
    };
    convert(vm, v, dtype)
}

/// `np.<dtype>(v)`.
pub fn convert(vm: &mut Vm, v: Value, dtype: DType) -> R {
    if v.is_kind(Kind::NdArray) || v.is_kind(Kind::List) || v.is_kind(Kind::Tuple) {
        let a = super::create::as_array(vm, v, Some(dtype))?;
        if a.ndim > 0 {
            let c = super::memory::to_contiguous(vm, a, dtype)?;
            return Ok(c.value());
        }
        let bits = super::memory::read_bits(a, 0);
        let bits = Num::of_bits(bits, a.dtype).bits(dtype);
        return Ok(make(vm, dtype, bits));
    }
    let n = if dtype == DType::Bool && !v.is_kind(Kind::NpScalar) {
        Num::I(vm.truth(v)? as i64)
    } else if in_numba(vm) && v.is_int() {
        Num::I(v.as_int())
    } else {
        to_num(vm, v, dtype)?
    };
    Ok(make(vm, dtype, n.bits(dtype)))
}

macro_rules! operators {
    ($($forward:ident $reflected:ident $op:ident;)*) => {$(
        fn $forward(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[0], args.pos()[1])
        }
        fn $reflected(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[1], args.pos()[0])
        }
    )*};
}

operators! {
    __add__ __radd__ Add;
    __sub__ __rsub__ Subtract;
    __mul__ __rmul__ Multiply;
    __truediv__ __rtruediv__ Divide;
    __floordiv__ __rfloordiv__ FloorDivide;
    __mod__ __rmod__ Remainder;
    __pow__ __rpow__ Power;
    __and__ __rand__ And;
    __or__ __ror__ Or;
    __xor__ __rxor__ Xor;
    __lshift__ __rlshift__ LeftShift;
    __rshift__ __rrshift__ RightShift;
}

macro_rules! orderings {
    ($($name:ident $op:ident;)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            ufunc::operator(vm, Bin::$op, args.pos()[0], args.pos()[1])
        }
    )*};
}

orderings! { __lt__ Less; __le__ LessEqual; __gt__ Greater; __ge__ GreaterEqual; }

fn __eq__(vm: &mut Vm, args: Args) -> R {
    ufunc::equality(vm, Bin::Equal, args.pos()[0], args.pos()[1])
}

fn __ne__(vm: &mut Vm, args: Args) -> R {
    ufunc::equality(vm, Bin::NotEqual, args.pos()[0], args.pos()[1])
}

fn __divmod__(vm: &mut Vm, args: Args) -> R {
    let q = ufunc::operator(vm, Bin::FloorDivide, args.pos()[0], args.pos()[1])?;
    let r = ufunc::operator(vm, Bin::Remainder, args.pos()[0], args.pos()[1])?;
    Ok(vm.tuple(&[q, r]))
}

fn __rdivmod__(vm: &mut Vm, args: Args) -> R {
    let q = ufunc::operator(vm, Bin::FloorDivide, args.pos()[1], args.pos()[0])?;
    let r = ufunc::operator(vm, Bin::Remainder, args.pos()[1], args.pos()[0])?;
    Ok(vm.tuple(&[q, r]))
}

fn neg(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Negative, args.pos()[0])
}

fn pos(_: &mut Vm, args: Args) -> R {
    Ok(args.pos()[0])
}

fn abs(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Absolute, args.pos()[0])
}

fn invert(vm: &mut Vm, args: Args) -> R {
    ufunc::unary_value(vm, Un::Invert, args.pos()[0])
}

/// Array methods of scalars go through a 0-d array.
macro_rules! through_array {
    ($($name:ident)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let a = super::create::as_array(vm, args.pos()[0], None)?;
            let kwnames = args.kwnames;
            let mut all = args.all.to_vec();
            let name = vm.intern(stringify!($name));
            let f = vm.get_attr(a.value(), name)?;
            all.remove(0);
            let mark = vm.pin(&all);
            let r = vm.call_with(f, &all, kwnames);
            vm.unpin(mark);
            r
        }
    )*};
}

through_array! { astype sum mean min max all any reshape copy tolist std var ravel flatten prod clip cumsum }

fn is_integer(_: &mut Vm, args: Args) -> R {
    let n = number(this(args));
    Ok(Value::bool(match n {
        Num::F(f) => f.is_finite() && f.trunc() == f,
        _ => true,
    }))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("__format__", format, 2, 2),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__bool__", truth, 1, 1),
    Def::method("__int__", int, 1, 1),
    Def::method("__float__", float, 1, 1),
    Def::method("__round__", round, 1, 2),
    Def::method("__add__", __add__, 2, 2),
    Def::method("__radd__", __radd__, 2, 2),
    Def::method("__sub__", __sub__, 2, 2),
    Def::method("__rsub__", __rsub__, 2, 2),
    Def::method("__mul__", __mul__, 2, 2),
    Def::method("__rmul__", __rmul__, 2, 2),
    Def::method("__truediv__", __truediv__, 2, 2),
    Def::method("__rtruediv__", __rtruediv__, 2, 2),
    Def::method("__floordiv__", __floordiv__, 2, 2),
    Def::method("__rfloordiv__", __rfloordiv__, 2, 2),
    Def::method("__mod__", __mod__, 2, 2),
    Def::method("__rmod__", __rmod__, 2, 2),
    Def::method("__divmod__", __divmod__, 2, 2),
    Def::method("__rdivmod__", __rdivmod__, 2, 2),
    Def::method("__pow__", __pow__, 2, 3),
    Def::method("__rpow__", __rpow__, 2, 3),
    Def::method("__and__", __and__, 2, 2),
    Def::method("__rand__", __rand__, 2, 2),
    Def::method("__or__", __or__, 2, 2),
    Def::method("__ror__", __ror__, 2, 2),
    Def::method("__xor__", __xor__, 2, 2),
    Def::method("__rxor__", __rxor__, 2, 2),
    Def::method("__lshift__", __lshift__, 2, 2),
    Def::method("__rlshift__", __rlshift__, 2, 2),
    Def::method("__rshift__", __rshift__, 2, 2),
    Def::method("__rrshift__", __rrshift__, 2, 2),
    Def::method("__lt__", __lt__, 2, 2),
    Def::method("__le__", __le__, 2, 2),
    Def::method("__gt__", __gt__, 2, 2),
    Def::method("__ge__", __ge__, 2, 2),
    Def::method("__eq__", __eq__, 2, 2),
    Def::method("__ne__", __ne__, 2, 2),
    Def::method("__neg__", neg, 1, 1),
    Def::method("__pos__", pos, 1, 1),
    Def::method("__abs__", abs, 1, 1),
    Def::method("__invert__", invert, 1, 1),
    Def::method("item", item, 1, 2),
    Def::method("tolist", tolist, 1, 1),
    Def::method("conjugate", pos, 1, 1),
    Def::method("is_integer", is_integer, 1, 1),
    Def::method("round", round, 1, 2),
    Def::method("astype", astype, 1, ANY).kw(),
    Def::method("sum", sum, 1, ANY).kw(),
    Def::method("prod", prod, 1, ANY).kw(),
    Def::method("mean", mean, 1, ANY).kw(),
    Def::method("std", std, 1, ANY).kw(),
    Def::method("var", var, 1, ANY).kw(),
    Def::method("min", min, 1, ANY).kw(),
    Def::method("max", max, 1, ANY).kw(),
    Def::method("all", all, 1, ANY).kw(),
    Def::method("any", any, 1, ANY).kw(),
    Def::method("clip", clip, 1, ANY).kw(),
    Def::method("cumsum", cumsum, 1, ANY).kw(),
    Def::method("reshape", reshape, 1, ANY).kw(),
    Def::method("ravel", ravel, 1, ANY).kw(),
    Def::method("flatten", flatten, 1, ANY).kw(),
    Def::method("copy", copy, 1, ANY).kw(),
];

/// The abstract classes: name, base.
const ABSTRACT: &[(&str, &str)] = &[
    ("number", "generic"),
    ("integer", "number"),
    ("signedinteger", "integer"),
    ("unsignedinteger", "integer"),
    ("inexact", "number"),
    ("floating", "inexact"),
    ("complexfloating", "inexact"),
];

/// Makes the scalar classes; the second list is every class by name, for the module's dict.
pub fn classes(vm: &mut Vm) -> (Vec<Gc<Class>>, Vec<(&'static str, Gc<Class>)>) {
    let object = vm.types.object;
    let module = vm.str("numpy");
    let mark = vm.pin(&[module]);
    let mut named: Vec<(&'static str, Gc<Class>)> = Vec::new();
    let generic = vm.new_builtin_class("generic", object, Kind::NpScalar, 0);
    vm.pin(&[generic.value()]);
    vm.add_methods(generic, METHODS);
    for (name, get) in GETSETS {
        vm.add_getset(generic, name, *get, None);
    }
    named.push(("generic", generic));
    for (name, base) in ABSTRACT {
        let base = named.iter().find(|n| n.0 == *base).map_or(generic, |n| n.1);
        let c = vm.new_builtin_class(name, base, Kind::NpScalar, 0);
        vm.pin(&[c.value()]);
        named.push((name, c));
    }
    let mut classes = Vec::new();
    for r in ROWS {
        let base = named.iter().find(|n| n.0 == r.base).map_or(generic, |n| n.1);
        let mut c = vm.new_builtin_class(r.name, base, Kind::NpScalar, 0);
        vm.pin(&[c.value()]);
        if r.dtype == DType::Float64 {
            // Also a float: its methods come behind NumPy's own.
            let float = vm.types.float;
            let object = vm.types.object;
            let mut mro: Vec<Value> = c.mro.items().to_vec();
            mro.retain(|k| *k != object.value());
            mro.push(float.value());
            mro.push(object.value());
            c.mro = vm.tuple(&mro).expect();
            c.bases = vm.tuple(&[base.value(), float.value()]).expect();
            vm.heap.barrier(c);
        }
        if matches!(r.kind, Class_::Signed | Class_::Unsigned) {
            vm.add_methods(c, &[Def::method("__index__", index, 1, 1)]);
        }
        classes.push(c);
        named.push((r.name, c));
    }
    for (_, c) in &named {
        vm.add_class_value(*c, "__module__", module);
        vm.refresh_class(*c);
    }
    vm.unpin(mark);
    for (_, c) in &named {
        vm.roots.push(c.value());
    }
    (classes, named)
}

type Getter = fn(&mut Vm, Value) -> R;

const GETSETS: &[(&str, Getter)] = &[
    ("dtype", |vm, v| {
        let d = v.expect::<NpScalar>().dtype;
        Ok(dtype::object(vm, d))
    }),
    ("shape", |vm, _| Ok(vm.empty_tuple)),
    ("ndim", |_, _| Ok(Value::small(0))),
    ("size", |_, _| Ok(Value::small(1))),
    ("itemsize", |_, v| Ok(Value::small(v.expect::<NpScalar>().dtype.size() as i64))),
    ("nbytes", |_, v| Ok(Value::small(v.expect::<NpScalar>().dtype.size() as i64))),
    ("T", |_, v| Ok(v)),
    ("real", |_, v| Ok(v)),
    ("imag", |vm, v| {
        let d = v.expect::<NpScalar>().dtype;
        Ok(make(vm, d, 0))
    }),
];
