//! Element types: the table, names, promotion and the `numpy.dtype` objects.
//!
//! [`ROWS`] is the one place that names a dtype; scalar classes, module attributes, parsing and
//! printing all walk it. Promotion follows NumPy 2 (NEP 50): Python numbers are weak and take the
//! dtype of what they meet, `int8 + uint8` is `int16`, `int64 + uint64` is `float64`.

use super::scalar::Module as State;
use adder_vm::object::native::NativeObject;
use adder_vm::object::ndarray::DType;
use adder_vm::object::{Class, NativeObj, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};
use std::any::Any;

/// What a dtype holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Class_ {
    Bool,
    Signed,
    Unsigned,
    Float,
}

/// One dtype.
pub struct Row {
    pub dtype: DType,
    /// `np.<name>` and the text in `dtype('...')`.
    pub name: &'static str,
    pub kind: Class_,
    /// Kind letter and size of the array protocol ("f8").
    pub code: &'static str,
    /// Type character ("d").
    pub letter: &'static str,
    /// Abstract base class of its scalars.
    pub base: &'static str,
}

const fn row(
    dtype: DType,
    name: &'static str,
    kind: Class_,
    code: &'static str,
    letter: &'static str,
    base: &'static str,
) -> Row {
    Row { dtype, name, kind, code, letter, base }
}

/// All dtypes, in `DType` order.
pub const ROWS: &[Row] = &[
    row(DType::Bool, "bool", Class_::Bool, "b1", "?", "generic"),
    row(DType::Int8, "int8", Class_::Signed, "i1", "b", "signedinteger"),
    row(DType::UInt8, "uint8", Class_::Unsigned, "u1", "B", "unsignedinteger"),
    row(DType::Int16, "int16", Class_::Signed, "i2", "h", "signedinteger"),
    row(DType::UInt16, "uint16", Class_::Unsigned, "u2", "H", "unsignedinteger"),
    row(DType::Int32, "int32", Class_::Signed, "i4", "i", "signedinteger"),
    row(DType::UInt32, "uint32", Class_::Unsigned, "u4", "I", "unsignedinteger"),
    row(DType::Int64, "int64", Class_::Signed, "i8", "l", "signedinteger"),
    row(DType::UInt64, "uint64", Class_::Unsigned, "u8", "L", "unsignedinteger"),
    row(DType::Float32, "float32", Class_::Float, "f4", "f", "floating"),
    row(DType::Float64, "float64", Class_::Float, "f8", "d", "floating"),
];

/// Other names of dtypes: module attributes and strings.
pub const ALIASES: &[(&str, DType)] = &[
    ("bool_", DType::Bool),
    ("byte", DType::Int8),
    ("ubyte", DType::UInt8),
    ("short", DType::Int16),
    ("ushort", DType::UInt16),
    ("intc", DType::Int32),
    ("uintc", DType::UInt32),
    ("int_", DType::Int64),
    ("intp", DType::Int64),
    ("longlong", DType::Int64),
    ("long", DType::Int64),
    ("uint", DType::UInt64),
    ("uintp", DType::UInt64),
    ("ulonglong", DType::UInt64),
    ("ulong", DType::UInt64),
    ("single", DType::Float32),
    ("double", DType::Float64),
];

/// The row of a dtype. Complex dtypes have none and cannot be made.
pub fn info(d: DType) -> &'static Row {
    ROWS.iter().find(|r| r.dtype == d).unwrap_or(&ROWS[0])
}

pub fn kind(d: DType) -> Class_ {
    info(d).kind
}

pub fn is_float(d: DType) -> bool {
    kind(d) == Class_::Float
}

pub fn name(d: DType) -> &'static str {
    info(d).name
}

/// The dtype both convert to without loss of kind (`np.promote_types`).
pub fn promote(a: DType, b: DType) -> DType {
    use Class_::*;
    if a == b {
        return a;
    }
    let (lo, hi) = if (kind(a), a.size()) <= (kind(b), b.size()) { (a, b) } else { (b, a) };
    match (kind(lo), kind(hi)) {
        (Bool, _) => hi,
        (Signed, Unsigned) => match hi.size() {
            s if s < lo.size() => lo,
            1 => DType::Int16,
            2 => DType::Int32,
            4 => DType::Int64,
            _ => DType::Float64,
        },
        (Signed | Unsigned, Float) => {
            if hi == DType::Float32 && lo.size() > 2 {
                DType::Float64
            } else {
                hi
            }
        }
        _ => hi,
    }
}

/// `np.can_cast(from, to, "same_kind")`.
pub fn same_kind(from: DType, to: DType) -> bool {
    use Class_::*;
    match (kind(from), kind(to)) {
        (a, b) if a == b => true,
        (Bool, _) => true,
        (Unsigned, Signed | Float) | (Signed, Float) => true,
        _ => false,
    }
}

/// Smallest and largest value of an integer dtype.
pub fn int_range(d: DType) -> (i128, i128) {
    let bits = d.size() as u32 * 8;
    match kind(d) {
        Class_::Signed => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        Class_::Bool => (0, 1),
        _ => (0, (1i128 << bits) - 1),
    }
}

/// A dtype object's payload.
pub struct DTypeObj(pub DType);

impl NativeObject for DTypeObj {
    fn trace(&self, _: &mut dyn FnMut(Value)) {}
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// The dtype object of a dtype (one per dtype and VM).
pub fn object(vm: &mut Vm, d: DType) -> Value {
    State::of(vm).dtypes.get(d as usize).copied().unwrap_or(Value::NONE)
}

/// The dtype in a dtype object.
pub fn of_object(v: Value) -> Option<DType> {
    Some(v.cast::<NativeObj>()?.data::<DTypeObj>()?.0)
}

/// A dtype from text ("float64", "f8", "<f8", "d").
pub fn from_text(text: &str) -> Option<DType> {
    match text {
        "float" => return Some(DType::Float64),
        "int" => return Some(DType::Int64),
        _ => {}
    }
    let code = text.strip_prefix(['<', '=', '|']).unwrap_or(text);
    ROWS.iter()
        .find(|r| r.name == text || r.code == code || r.letter == text)
        .map(|r| r.dtype)
        .or_else(|| ALIASES.iter().find(|a| a.0 == text).map(|a| a.1))
}

/// The dtype a `dtype=` argument means; `None` for None and absent.
pub fn parse(vm: &mut Vm, v: Value) -> R<Option<DType>> {
    if v.is_undef() || v.is_none() {
        return Ok(None);
    }
    if let Some(d) = of_object(v) {
        return Ok(Some(d));
    }
    if let Some(c) = v.cast::<Class>() {
        let t = &vm.types;
        if c == t.float {
            return Ok(Some(DType::Float64));
        }
        if c == t.int {
            return Ok(Some(DType::Int64));
        }
        if c == t.bool {
            return Ok(Some(DType::Bool));
        }
        if let Some(d) = State::of(vm).dtype_of_class(c) {
            return Ok(Some(d));
        }
        let r = vm.repr_string(v)?;
        return vm.type_error(format!("Cannot interpret '{r}' as a data type"));
    }
    if let Some(s) = v.cast::<Str>() {
        let text = s.to_string_lossy();
        return match from_text(&text) {
            Some(d) => Ok(Some(d)),
            None => vm.type_error(format!("data type '{text}' not understood")),
        };
    }
    // Numba's type objects name a dtype.
    if vm.is_instance(v, vm.types.object) && !v.is_int() && !v.is_float() {
        let name = vm.intern("_np_dtype");
        if let Some(n) = vm.try_attr(v, name)? {
            return parse(vm, n);
        }
    }
    let r = vm.repr_string(v)?;
    vm.type_error(format!("Cannot interpret '{r}' as a data type"))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 2, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", str_, 1, 1),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__ne__", ne, 2, 2),
    Def::method("__hash__", hash, 1, 1),
];

fn new(vm: &mut Vm, args: Args) -> R {
    match parse(vm, args.pos()[1])? {
        Some(d) => Ok(object(vm, d)),
        None => Ok(object(vm, DType::Float64)),
    }
}

fn this(v: Value) -> DType {
    of_object(v).unwrap_or(DType::Float64)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.str(&format!("dtype('{}')", name(this(args.pos()[0])))))
}

fn str_(vm: &mut Vm, args: Args) -> R {
    Ok(vm.str(name(this(args.pos()[0]))))
}

fn same(vm: &mut Vm, args: Args) -> R<bool> {
    let a = this(args.pos()[0]);
    match parse(vm, args.pos()[1]) {
        Ok(b) => Ok(b.unwrap_or(DType::Float64) == a),
        Err(_) if vm.exception_is(vm.types.type_error) => {
            vm.take_exception();
            Ok(false)
        }
        Err(e) => Err(e),
    }
}

fn eq(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(same(vm, args)?))
}

fn ne(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(!same(vm, args)?))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    Ok(vm.int(this(args.pos()[0]) as i64 + 7919))
}

/// Methods and attributes of `numpy.dtype`.
pub fn register(vm: &mut Vm, class: Gc<Class>) {
    vm.add_methods(class, METHODS);
    vm.add_getset(class, "name", |vm, v| Ok(vm.str(name(this(v)))), None);
    vm.add_getset(class, "itemsize", |vm, v| Ok(vm.int(this(v).size() as i64)), None);
    vm.add_getset(class, "kind", |vm, v| Ok(vm.str(&info(this(v)).code[..1])), None);
    vm.add_getset(class, "char", |vm, v| Ok(vm.str(info(this(v)).letter)), None);
    vm.add_getset(
        class,
        "str",
        |vm, v| {
            let d = this(v);
            let order = if d.size() == 1 { '|' } else { '<' };
            Ok(vm.str(&format!("{order}{}", info(d).code)))
        },
        None,
    );
    vm.add_getset(class, "num", |vm, v| Ok(vm.int(this(v) as i64)), None);
    vm.add_getset(class, "type", |vm, v| Ok(State::of(vm).classes[this(v) as usize].value()), None);
}
