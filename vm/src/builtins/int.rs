//! `int`: construction and methods.
//!
//! The dunder methods act by layout on ints only: `int.__add__(1, 2.0)` is NotImplemented, the
//! mixture is `float`'s affair.

use super::number::{self, checked};
use crate::object::class::class_flags::BUILTIN;
use crate::object::native::{effects, Recipe};
use crate::object::{Class, Gc, Header, IntSub, Kind, Str, HAS_ATTRS};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint::{self, Endian, IntRef};

/// A binary method and its reflected twin.
macro_rules! binary_methods {
    ($($forward:ident $reflected:ident $op:ident)*) => {
        $(
            fn $forward(vm: &mut Vm, args: Args) -> R {
                arith(vm, BinOp::$op, stringify!($forward), args, false)
            }
            fn $reflected(vm: &mut Vm, args: Args) -> R {
                arith(vm, BinOp::$op, stringify!($reflected), args, true)
            }
        )*
    };
}

binary_methods! {
    __add__ __radd__ Add
    __sub__ __rsub__ Sub
    __mul__ __rmul__ Mul
    __truediv__ __rtruediv__ TrueDiv
    __floordiv__ __rfloordiv__ FloorDiv
    __mod__ __rmod__ Mod
    __divmod__ __rdivmod__ DivMod
    __lshift__ __rlshift__ LShift
    __rshift__ __rrshift__ RShift
    __and__ __rand__ And
    __or__ __ror__ Or
    __xor__ __rxor__ Xor
}

macro_rules! compare_methods {
    ($($name:ident $op:ident)*) => {
        $(
            fn $name(vm: &mut Vm, args: Args) -> R {
                let (a, b) = (receiver(vm, args, stringify!($name))?, args.pos()[1]);
                if !b.is_int_like() {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                match number::compare(CmpOp::$op, a, b) {
                    Some(r) => Ok(Value::bool(r)),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            }
        )*
    };
}

compare_methods! { __lt__ Lt __le__ Le __eq__ Eq __ne__ Ne __gt__ Gt __ge__ Ge }

macro_rules! unary_methods {
    ($($name:ident $op:ident)*) => {
        $(
            fn $name(vm: &mut Vm, args: Args) -> R {
                let v = receiver(vm, args, stringify!($name))?;
                Ok(number::unary(vm, Special::$op, v)?.unwrap_or(Value::NOT_IMPLEMENTED))
            }
        )*
    };
}

unary_methods! { __neg__ Neg __pos__ Pos __invert__ Invert __abs__ Abs }

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__lt__", __lt__, 2, 2),
    Def::method("__le__", __le__, 2, 2),
    Def::method("__eq__", __eq__, 2, 2),
    Def::method("__ne__", __ne__, 2, 2),
    Def::method("__gt__", __gt__, 2, 2),
    Def::method("__ge__", __ge__, 2, 2),
    Def::method("__add__", __add__, 2, 2),
    Def::method("__radd__", __radd__, 2, 2),
    Def::method("__sub__", __sub__, 2, 2),
    Def::method("__rsub__", __rsub__, 2, 2),
    Def::method("__mul__", __mul__, 2, 2),
    Def::method("__rmul__", __rmul__, 2, 2),
    Def::method("__mod__", __mod__, 2, 2),
    Def::method("__rmod__", __rmod__, 2, 2),
    Def::method("__divmod__", __divmod__, 2, 2),
    Def::method("__rdivmod__", __rdivmod__, 2, 2),
    Def::method("__pow__", pow, 2, 3),
    Def::method("__rpow__", rpow, 2, 3),
    Def::method("__neg__", __neg__, 1, 1),
    Def::method("__pos__", __pos__, 1, 1),
    Def::method("__abs__", __abs__, 1, 1),
    Def::method("__bool__", bool_, 1, 1),
    Def::method("__invert__", __invert__, 1, 1),
    Def::method("__lshift__", __lshift__, 2, 2),
    Def::method("__rlshift__", __rlshift__, 2, 2),
    Def::method("__rshift__", __rshift__, 2, 2),
    Def::method("__rrshift__", __rrshift__, 2, 2),
    Def::method("__and__", __and__, 2, 2),
    Def::method("__rand__", __rand__, 2, 2),
    Def::method("__xor__", __xor__, 2, 2),
    Def::method("__rxor__", __rxor__, 2, 2),
    Def::method("__or__", __or__, 2, 2),
    Def::method("__ror__", __ror__, 2, 2),
    Def::method("__int__", plain, 1, 1),
    Def::method("__float__", float, 1, 1),
    Def::method("__floordiv__", __floordiv__, 2, 2),
    Def::method("__rfloordiv__", __rfloordiv__, 2, 2),
    Def::method("__truediv__", __truediv__, 2, 2),
    Def::method("__rtruediv__", __rtruediv__, 2, 2),
    Def::method("__index__", plain, 1, 1),
    Def::method("conjugate", plain, 1, 1).doc("Returns self, the complex conjugate of any int."),
    Def::method("bit_length", bit_length, 1, 1)
        .effects(effects::PURE)
        .doc("Number of bits necessary to represent self in binary."),
    Def::method("bit_count", bit_count, 1, 1)
        .effects(effects::PURE)
        .doc("Number of ones in the binary representation of the absolute value of self."),
    Def::method("to_bytes", to_bytes, 1, ANY)
        .kw()
        .doc("Return an array of bytes representing an integer."),
    Def::class_method("from_bytes", from_bytes, 1, ANY)
        .kw()
        .doc("Return the integer represented by the given array of bytes."),
    Def::method("as_integer_ratio", as_integer_ratio, 1, 1)
        .doc("Return a pair of integers, whose ratio is equal to the original int."),
    Def::method("__trunc__", plain, 1, 1),
    Def::method("__floor__", plain, 1, 1),
    Def::method("__ceil__", plain, 1, 1),
    Def::method("__round__", round, 1, 2),
    Def::method("__getnewargs__", getnewargs, 1, 1),
    Def::method("__format__", format, 2, 2),
    Def::method("__sizeof__", sizeof, 1, 1),
    Def::method("is_integer", is_integer, 1, 1).effects(effects::PURE),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.int;
    vm.add_methods(class, METHODS);
    let doc = vm.str("int([x]) -> integer\nint(x, base=10) -> integer\n\nThe number x as an int, cut towards zero; or the int that a text spells in a base.\nWithout arguments, 0.");
    vm.add_class_value(class, "__doc__", doc);
    vm.add_getset(class, "real", |vm, o| Ok(vm.plain_int(o)), None);
    vm.add_getset(class, "imag", |_, _| Ok(Value::small(0)), None);
    vm.add_getset(class, "numerator", |vm, o| Ok(vm.plain_int(o)), None);
    vm.add_getset(class, "denominator", |_, _| Ok(Value::small(1)), None);
    class.construct = Some(construct);
    if let Some(mut n) = vm.lookup_str(class, "__new__").cast::<crate::object::Native>() {
        n.recipe = Recipe::ToInt;
    }
}

/// The int a method was called on.
fn receiver(vm: &mut Vm, args: Args, name: &str) -> R {
    let v = args.pos()[0];
    if v.is_int_like() {
        return Ok(v);
    }
    wrong_receiver(vm, "int", name, v)
}

/// TypeError for a method called on a value of another type.
#[cold]
pub fn wrong_receiver<T>(vm: &mut Vm, class: &str, name: &str, v: Value) -> R<T> {
    let t = vm.type_name(v);
    if crate::typedef::is_slot(class, name) {
        return vm.type_error(format!(
            "descriptor '{name}' requires a '{class}' object but received a '{t}'"
        ));
    }
    vm.type_error(format!(
        "descriptor '{name}' for '{class}' objects doesn't apply to a '{t}' object"
    ))
}

fn arith(vm: &mut Vm, op: BinOp, name: &str, args: Args, reflected: bool) -> R {
    let (a, b) = (receiver(vm, args, name)?, args.pos()[1]);
    if !b.is_int_like() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = if reflected { (b, a) } else { (a, b) };
    Ok(number::binary(vm, op, a, b)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn pow(vm: &mut Vm, args: Args) -> R {
    let a = receiver(vm, args, "__pow__")?;
    power(vm, a, args.pos()[1], args.get(2))
}

fn rpow(vm: &mut Vm, args: Args) -> R {
    let a = receiver(vm, args, "__rpow__")?;
    power(vm, args.pos()[1], a, args.get(2))
}

fn power(vm: &mut Vm, a: Value, b: Value, m: Option<Value>) -> R {
    if !a.is_int_like() || !b.is_int_like() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let r = match m {
        Some(m) if !m.is_none() => number::pow_mod(vm, a, b, m)?,
        _ => number::binary(vm, BinOp::Pow, a, b)?,
    };
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `int(...)` for the exact class.
fn construct(vm: &mut Vm, args: Args) -> R {
    if let ([v], None) = (args.all, args.kwnames) {
        if v.is_int() {
            return Ok(*v);
        }
        return from_value(vm, *v);
    }
    parse_args(vm, args)
}

/// The class argument of a `__new__`, checked against the built-in base.
pub fn class_arg(vm: &mut Vm, args: Args, base: Gc<Class>) -> R<Gc<Class>> {
    let b = base.name_str();
    let Some(&first) = args.pos().first() else {
        return vm.type_error(format!("{b}.__new__(): not enough arguments"));
    };
    let Some(class) = first.cast::<Class>() else {
        let t = vm.type_name(first);
        return vm.type_error(format!("{b}.__new__(X): X is not a type object ({t})"));
    };
    let n = class.name_str();
    if !class.is_subclass_of(base) {
        return vm.type_error(format!("{b}.__new__({n}): {n} is not a subtype of {b}"));
    }
    if class.has(BUILTIN) && class != base && class.instance_kind == base.instance_kind {
        return vm.type_error(format!("{b}.__new__({n}) is not safe, use {n}.__new__()"));
    }
    Ok(class)
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.int;
    let class = class_arg(vm, args, base)?;
    let v = parse_args(vm, args.rest())?;
    if class == base {
        return Ok(v);
    }
    Ok(of_class(vm, class, v))
}

/// An instance of a subclass of `int` around a plain int.
pub fn of_class(vm: &mut Vm, class: Gc<Class>, value: Value) -> Value {
    let mut hdr = Header::new(class.root_shape, Kind::IntSub);
    hdr.aux |= HAS_ATTRS;
    let extra = vm.attrs_bytes(class);
    vm.alloc(IntSub { hdr, value }, extra).value()
}

fn parse_args(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    if args.all.len() > 2 {
        let got = args.all.len();
        return vm.type_error(format!("int() takes at most 2 arguments ({got} given)"));
    }
    let mut base = pos.get(1).copied();
    for (name, v) in args.kw() {
        let text = name.expect::<Str>();
        if text.bytes() != b"base" {
            let t = text.to_string_lossy();
            return vm.type_error(format!("'{t}' is an invalid keyword argument for int()"));
        }
        base = Some(v);
    }
    let Some(&v) = pos.first() else {
        if base.is_some() {
            return vm.type_error("int() missing string argument");
        }
        return Ok(Value::small(0));
    };
    let Some(base) = base else {
        return from_value(vm, v);
    };
    let base = match vm.index(base)?.to_i64() {
        Some(b) if b == 0 || (2..=36).contains(&b) => b as u32,
        _ => return vm.value_error("int() base must be >= 2 and <= 36, or 0"),
    };
    match text_of(v) {
        Some(text) => parse_text(vm, v, text, base),
        None => vm.type_error("int() can't convert non-string with explicit base"),
    }
}

/// Text of a `str`, `bytes` or `bytearray`.
fn text_of(v: Value) -> Option<&'static [u8]> {
    match v.kind()? {
        Kind::Str => Some(v.expect::<Str>().bytes()),
        Kind::Bytes => Some(v.expect::<crate::object::Bytes>().bytes()),
        Kind::ByteArray => {
            let b = v.expect::<crate::object::ByteArray>();
            // SAFETY: nothing runs between this and the parse that could change the array.
            Some(unsafe { &*(b.data.as_slice() as *const [u8]) })
        }
        _ => None,
    }
}

fn parse_text(vm: &mut Vm, v: Value, text: &[u8], base: u32) -> R {
    match bigint::parse_int(text, base, vm.int_max_str_digits) {
        Ok(i) => Ok(vm.int_value(i)),
        Err(bigint::ParseIntError::Invalid) if !v.is_kind(Kind::Str) => {
            let shown = vm.repr_string(v)?;
            vm.value_error(format!("invalid literal for int() with base {base}: {shown}"))
        }
        Err(e) => number::math_error(vm, e.to_error(text, base)),
    }
}

/// `int(v)`: a plain int.
pub fn from_value(vm: &mut Vm, v: Value) -> R {
    if v.is_int_like() && !vm.has_custom_ops(v) {
        return Ok(vm.plain_int(v));
    }
    if v.is_float() {
        let i = checked(vm, bigint::from_f64(v.as_float()))?;
        return Ok(vm.int_value(i));
    }
    let class = vm.class_of(v);
    for special in [Special::Int, Special::Index, Special::Trunc] {
        if let Some(f) = vm.special(class, special) {
            let r = vm.call_special(f, &[v])?;
            if r.is_int_like() {
                return Ok(vm.plain_int(r));
            }
            if special == Special::Trunc {
                let rc = vm.class_of(r);
                if vm.special(rc, Special::Index).is_some() {
                    return vm.index(r);
                }
                let t = vm.type_name(r);
                return vm.type_error(format!("__trunc__ returned non-Integral (type {t})"));
            }
            let t = vm.type_name(r);
            return vm.type_error(format!("{} returned non-int (type {t})", special.name()));
        }
    }
    if let Some(text) = text_of(v) {
        return parse_text(vm, v, text, 10);
    }
    let t = vm.type_name(v);
    vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{t}'"
    ))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__repr__")?;
    let text = decimal(vm, v)?;
    Ok(vm.str(&text))
}

/// Decimal digits of an int.
pub fn decimal(vm: &mut Vm, v: Value) -> R<String> {
    match v.as_int_ref() {
        Some(i) => {
            let max = vm.int_max_str_digits;
            checked(vm, bigint::to_decimal(i, max))
        }
        None => vm.system_error("decimal: not an int"),
    }
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__hash__")?;
    let h = match v.as_int_ref() {
        Some(IntRef::Small(i)) => bigint::hash_i64(i),
        Some(IntRef::Big(b)) => bigint::hash(b),
        None => 0,
    };
    Ok(vm.int(h))
}

fn bool_(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__bool__")?;
    Ok(Value::bool(!matches!(v.as_int_ref(), Some(IntRef::Small(0)))))
}

fn plain(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__int__")?;
    Ok(vm.plain_int(v))
}

fn float(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__float__")?;
    let i = v.as_int_ref().unwrap_or(IntRef::Small(0));
    Ok(Value::float(number::int_to_float(vm, i)?))
}

fn bit_length(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "bit_length")?;
    let n = match v.as_int_ref() {
        Some(IntRef::Small(i)) => u64::from(64 - i.unsigned_abs().leading_zeros()),
        Some(IntRef::Big(b)) => bigint::bit_length(b),
        None => 0,
    };
    Ok(vm.uint(n))
}

fn bit_count(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "bit_count")?;
    let n = match v.as_int_ref() {
        Some(IntRef::Small(i)) => u64::from(i.unsigned_abs().count_ones()),
        Some(IntRef::Big(b)) => bigint::bit_count(b),
        None => 0,
    };
    Ok(vm.uint(n))
}

fn is_integer(vm: &mut Vm, args: Args) -> R {
    receiver(vm, args, "is_integer")?;
    Ok(Value::TRUE)
}

fn as_integer_ratio(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "as_integer_ratio")?;
    let i = vm.plain_int(v);
    Ok(vm.tuple(&[i, Value::small(1)]))
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__getnewargs__")?;
    let i = vm.plain_int(v);
    Ok(vm.tuple(&[i]))
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__sizeof__")?;
    let bits = match v.as_int_ref() {
        Some(IntRef::Small(i)) => u64::from(64 - i.unsigned_abs().leading_zeros()),
        Some(IntRef::Big(b)) => bigint::bit_length(b),
        None => 0,
    };
    // CPython's digits have 30 bits behind a 24-byte head.
    Ok(vm.uint(24 + 4 * bits.div_ceil(30).max(1)))
}

fn round(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__round__")?;
    let Some(digits) = args.get(1) else {
        return Ok(vm.plain_int(v));
    };
    let digits = vm.index(digits)?;
    round_to(vm, v, digits)
}

/// `round(v, digits)` for ints.
pub fn round_to(vm: &mut Vm, v: Value, digits: Value) -> R {
    let negative = digits.as_int_ref().is_some_and(|d| d.is_negative());
    if !negative {
        return Ok(vm.plain_int(v));
    }
    let places = digits.to_i64().map_or(u64::MAX, |d| d.unsigned_abs());
    let Some(i) = v.as_int_ref() else {
        return Ok(v);
    };
    let r = bigint::round_to_pow10(i, places);
    Ok(vm.int_value(r))
}

fn format(vm: &mut Vm, args: Args) -> R {
    let v = receiver(vm, args, "__format__")?;
    let spec = spec_arg(vm, args.pos()[1])?;
    if spec.len == 0 {
        return Ok(vm.to_str(v)?.value());
    }
    let t = vm.type_name(v);
    let max = vm.int_max_str_digits;
    let Some(i) = v.as_int_ref() else {
        return Ok(v);
    };
    let text = checked(vm, adder_text::format::format_int(i, spec.bytes(), &t, max))?;
    Ok(vm.str_bytes(&text))
}

/// The argument of `__format__`.
pub fn spec_arg(vm: &mut Vm, v: Value) -> R<Gc<Str>> {
    match v.cast::<Str>() {
        Some(s) => Ok(s),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("__format__() argument must be str, not {t}"))
        }
    }
}

fn byte_order(vm: &mut Vm, v: Value, func: &str) -> R<Endian> {
    if v.is_undef() {
        return Ok(Endian::Big);
    }
    let Some(s) = v.cast::<Str>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("{func}() argument 'byteorder' must be str, not {t}"));
    };
    match s.bytes() {
        b"little" => Ok(Endian::Little),
        b"big" => Ok(Endian::Big),
        _ => vm.value_error("byteorder must be either 'little' or 'big'"),
    }
}

fn to_bytes(vm: &mut Vm, args: Args) -> R {
    const PARAMS: crate::args::Params<3> =
        crate::args::Params::new("to_bytes", ["length", "byteorder", "signed"])
            .required(0)
            .kwonly(2);
    let v = receiver(vm, args, "to_bytes")?;
    let [length, order, signed] = PARAMS.parse(vm, args.rest())?;
    let length = if length.is_undef() { 1 } else { vm.arg_i64(length)? };
    let order = byte_order(vm, order, "to_bytes")?;
    let signed = !signed.is_undef() && vm.truth(signed)?;
    let Ok(length) = usize::try_from(length) else {
        return vm.value_error("length argument must be non-negative");
    };
    let Some(i) = v.as_int_ref() else {
        return Ok(v);
    };
    let data = checked(vm, bigint::to_bytes(i, length, order, signed))?;
    Ok(vm.bytes(&data))
}

fn from_bytes(vm: &mut Vm, args: Args) -> R {
    const PARAMS: crate::args::Params<3> =
        crate::args::Params::new("from_bytes", ["bytes", "byteorder", "signed"])
            .required(1)
            .kwonly(2);
    let class = args.pos()[0].expect::<Class>();
    let [data, order, signed] = PARAMS.parse(vm, args.rest())?;
    let order = byte_order(vm, order, "from_bytes")?;
    let signed = !signed.is_undef() && vm.truth(signed)?;
    let i = match data.kind() {
        Some(Kind::Bytes | Kind::ByteArray) => {
            bigint::from_bytes(text_of(data).unwrap_or(&[]), order, signed)
        }
        Some(Kind::Str) | None => {
            let t = vm.type_name(data);
            return vm.type_error(format!("cannot convert '{t}' object to bytes"));
        }
        Some(_) => {
            let bytes = bytes_of_items(vm, data)?;
            bigint::from_bytes(&bytes, order, signed)
        }
    };
    let v = vm.int_value(i);
    if class == vm.types.int {
        return Ok(v);
    }
    vm.call(class.value(), &[v])
}

/// Bytes from an object with `__bytes__` or an iterable of ints.
fn bytes_of_items(vm: &mut Vm, v: Value) -> R<Vec<u8>> {
    let class = vm.class_of(v);
    if let Some(f) = vm.special(class, Special::Bytes) {
        let r = vm.call_special(f, &[v])?;
        if let Some(b) = r.cast::<crate::object::Bytes>() {
            return Ok(b.bytes().to_vec());
        }
        let t = vm.type_name(r);
        return vm.type_error(format!("__bytes__ returned non-bytes (type {t})"));
    }
    if vm.special(class, Special::Iter).is_none() && vm.special(class, Special::GetItem).is_none() {
        let t = vm.type_name(v);
        return vm.type_error(format!("cannot convert '{t}' object to bytes"));
    }
    let mut out = Vec::new();
    vm.for_each(v, |vm, item| {
        let i = vm.index(item)?;
        match i.to_i64().and_then(|i| u8::try_from(i).ok()) {
            Some(b) => out.push(b),
            None => return vm.value_error("bytes must be in range(0, 256)"),
        }
        Ok(true)
    })?;
    Ok(out)
}
