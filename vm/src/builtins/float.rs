//! `float`: construction and methods.

use super::int::{class_arg, spec_arg, wrong_receiver};
use super::number::{self, checked, Num};
use crate::object::native::{effects, Recipe};
use crate::object::{Class, FloatSub, Gc, Header, Kind, Str, HAS_ATTRS};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::float;

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
}

macro_rules! compare_methods {
    ($($name:ident $op:ident)*) => {
        $(
            fn $name(vm: &mut Vm, args: Args) -> R {
                let (a, b) = (receiver(vm, args, stringify!($name))?, args.pos()[1]);
                if !is_real(b) {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                match number::compare(CmpOp::$op, Value::float(a), b) {
                    Some(r) => Ok(Value::bool(r)),
                    None => Ok(Value::NOT_IMPLEMENTED),
                }
            }
        )*
    };
}

compare_methods! { __lt__ Lt __le__ Le __eq__ Eq __ne__ Ne __gt__ Gt __ge__ Ge }

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
    Def::method("__neg__", neg, 1, 1),
    Def::method("__pos__", pos, 1, 1),
    Def::method("__abs__", abs, 1, 1),
    Def::method("__bool__", bool_, 1, 1),
    Def::method("__int__", trunc, 1, 1),
    Def::method("__float__", pos, 1, 1),
    Def::method("__floordiv__", __floordiv__, 2, 2),
    Def::method("__rfloordiv__", __rfloordiv__, 2, 2),
    Def::method("__truediv__", __truediv__, 2, 2),
    Def::method("__rtruediv__", __rtruediv__, 2, 2),
    Def::method("conjugate", pos, 1, 1).doc("Return self, the complex conjugate of any float."),
    Def::method("__trunc__", trunc, 1, 1),
    Def::method("__floor__", floor, 1, 1),
    Def::method("__ceil__", ceil, 1, 1),
    Def::method("__round__", round, 1, 2),
    Def::method("as_integer_ratio", as_integer_ratio, 1, 1)
        .doc("Return a pair of integers, whose ratio is exactly equal to the original float."),
    Def::class_method("fromhex", fromhex, 2, 2)
        .doc("Create a floating-point number from a hexadecimal string."),
    Def::method("hex", hex, 1, 1)
        .doc("Return a hexadecimal representation of a floating-point number."),
    Def::method("is_integer", is_integer, 1, 1)
        .effects(effects::PURE)
        .doc("Return True if the float is an integer."),
    Def::method("__getnewargs__", getnewargs, 1, 1),
    Def::class_method("__getformat__", getformat, 2, 2),
    Def::method("__format__", format, 2, 2),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.float;
    vm.add_methods(class, METHODS);
    let doc = vm.str("Convert a string or number to a floating-point number, if possible.");
    vm.add_class_value(class, "__doc__", doc);
    vm.add_getset(class, "real", |_, o| Ok(Value::float(o.to_f64_exact().unwrap_or(0.0))), None);
    vm.add_getset(class, "imag", |_, _| Ok(Value::float(0.0)), None);
    class.construct = Some(construct);
    if let Some(mut n) = vm.lookup_str(class, "__new__").cast::<crate::object::Native>() {
        n.recipe = Recipe::ToFloat;
    }
}

fn receiver(vm: &mut Vm, args: Args, name: &str) -> R<f64> {
    let v = args.pos()[0];
    match v.to_f64_exact() {
        Some(f) => Ok(f),
        None => wrong_receiver(vm, "float", name, v),
    }
}

fn is_real(v: Value) -> bool {
    matches!(number::number(&v), Some(Num::Int(_) | Num::Float(_)))
}

fn arith(vm: &mut Vm, op: BinOp, name: &str, args: Args, reflected: bool) -> R {
    let a = Value::float(receiver(vm, args, name)?);
    let b = args.pos()[1];
    if !is_real(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = if reflected { (b, a) } else { (a, b) };
    Ok(number::binary(vm, op, a, b)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn pow(vm: &mut Vm, args: Args) -> R {
    no_modulus(vm, args)?;
    arith(vm, BinOp::Pow, "__pow__", args, false)
}

fn rpow(vm: &mut Vm, args: Args) -> R {
    no_modulus(vm, args)?;
    arith(vm, BinOp::Pow, "__rpow__", args, true)
}

fn no_modulus(vm: &mut Vm, args: Args) -> R<()> {
    if args.get(2).is_some_and(|m| !m.is_none()) {
        return vm.type_error("pow() 3rd argument not allowed unless all arguments are integers");
    }
    Ok(())
}

fn construct(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("float() takes no keyword arguments");
    }
    match args.all {
        [] => Ok(Value::float(0.0)),
        [v] => from_value(vm, *v),
        more => {
            let n = more.len();
            vm.type_error(format!("float expected at most 1 argument, got {n}"))
        }
    }
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.float;
    let class = class_arg(vm, args, base)?;
    if class == base {
        return construct(vm, args.rest());
    }
    // A subclass with its own __init__ may take keywords.
    let rest = Args::positional(&args.pos()[1..]);
    let f = construct(vm, rest)?.to_f64_exact().unwrap_or(0.0);
    Ok(of_class(vm, class, f))
}

/// An instance of a subclass of `float`.
pub fn of_class(vm: &mut Vm, class: Gc<Class>, value: f64) -> Value {
    let mut hdr = Header::new(class.root_shape, Kind::FloatSub);
    hdr.aux |= HAS_ATTRS;
    let extra = vm.attrs_bytes(class);
    vm.alloc(FloatSub { hdr, value }, extra).value()
}

/// `float(v)`: an exact float.
pub fn from_value(vm: &mut Vm, v: Value) -> R {
    if v.is_float() {
        return Ok(v);
    }
    match v.kind() {
        Some(Kind::Str) if !vm.has_custom_ops(v) => return parse(vm, v, v.expect::<Str>().bytes()),
        Some(Kind::Bytes) => {
            let text = v.expect::<crate::object::Bytes>().bytes();
            return parse(vm, v, text);
        }
        Some(Kind::ByteArray) => {
            let text = v.expect::<crate::object::ByteArray>().data.as_slice().to_vec();
            return parse(vm, v, &text);
        }
        _ => {}
    }
    let class = vm.class_of(v);
    if vm.has_custom_ops(v) {
        // A subclass's __float__ counts before its layout.
        if let Some(f) = vm.special(class, Special::Float) {
            let r = vm.call_special(f, &[v])?;
            return match r.to_f64_exact() {
                Some(x) => Ok(Value::float(x)),
                None => {
                    let (t, rt) = (vm.type_name(v), vm.type_name(r));
                    vm.type_error(format!("{t}.__float__ returned non-float (type {rt})"))
                }
            };
        }
    }
    if let Some(f) = vm.to_f64_opt(v)? {
        return Ok(Value::float(f));
    }
    if let Some(s) = v.cast::<Str>() {
        return parse(vm, v, s.bytes());
    }
    let t = vm.type_name(v);
    vm.type_error(format!("float() argument must be a string or a real number, not '{t}'"))
}

fn parse(vm: &mut Vm, v: Value, text: &[u8]) -> R {
    if let Some(f) = float::parse(text) {
        return Ok(Value::float(f));
    }
    if v.is_kind(Kind::Str) {
        return vm.text_error(float::parse_error(text));
    }
    let shown = vm.repr_string(v)?;
    vm.value_error(format!("could not convert string to float: {shown}"))
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__repr__")?;
    let text = float::repr(f);
    Ok(vm.str(&text))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__hash__")?;
    let h = float::hash(f).unwrap_or_else(|| vm.identity_hash(args.pos()[0]));
    Ok(vm.int(h))
}

fn neg(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(-receiver(vm, args, "__neg__")?))
}

fn pos(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(receiver(vm, args, "__pos__")?))
}

fn abs(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(receiver(vm, args, "__abs__")?.abs()))
}

fn bool_(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(receiver(vm, args, "__bool__")? != 0.0))
}

fn trunc(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__trunc__")?;
    let i = checked(vm, float::trunc_int(f))?;
    Ok(vm.int_value(i))
}

fn floor(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__floor__")?;
    let i = checked(vm, float::floor_int(f))?;
    Ok(vm.int_value(i))
}

fn ceil(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__ceil__")?;
    let i = checked(vm, float::ceil_int(f))?;
    Ok(vm.int_value(i))
}

fn round(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__round__")?;
    round_to(vm, f, args.get(1).unwrap_or(Value::NONE))
}

/// `round(f, digits)`; None rounds to an int.
pub fn round_to(vm: &mut Vm, f: f64, digits: Value) -> R {
    if digits.is_none() {
        let i = checked(vm, float::round_int(f))?;
        return Ok(vm.int_value(i));
    }
    let digits = vm.arg_index(digits)? as i64;
    Ok(Value::float(checked(vm, float::round_digits(f, digits))?))
}

fn as_integer_ratio(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "as_integer_ratio")?;
    let (n, d) = checked(vm, float::as_integer_ratio(f))?;
    let n = vm.big(n);
    let d = vm.big(d);
    Ok(vm.tuple(&[n, d]))
}

fn fromhex(vm: &mut Vm, args: Args) -> R {
    let class = args.pos()[0].expect::<Class>();
    let Some(text) = args.pos()[1].cast::<Str>() else {
        return vm.type_error("bad argument type for built-in operation");
    };
    let f = checked(vm, float::fromhex(text.bytes()))?;
    if class == vm.types.float {
        return Ok(Value::float(f));
    }
    vm.call(class.value(), &[Value::float(f)])
}

fn hex(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "hex")?;
    let text = float::hex(f);
    Ok(vm.str(&text))
}

fn is_integer(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(float::is_integer(receiver(vm, args, "is_integer")?)))
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__getnewargs__")?;
    Ok(vm.tuple(&[Value::float(f)]))
}

fn getformat(vm: &mut Vm, args: Args) -> R {
    let v = args.pos()[1];
    let Some(s) = v.cast::<Str>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("__getformat__() argument must be str, not {t}"));
    };
    match s.bytes() {
        b"double" | b"float" => Ok(vm.str("IEEE, little-endian")),
        _ => vm.value_error("__getformat__() argument 1 must be 'double' or 'float'"),
    }
}

fn format(vm: &mut Vm, args: Args) -> R {
    let f = receiver(vm, args, "__format__")?;
    let spec = spec_arg(vm, args.pos()[1])?;
    if spec.len == 0 {
        return Ok(vm.to_str(args.pos()[0])?.value());
    }
    let t = vm.type_name(args.pos()[0]);
    let text = checked(vm, adder_text::format::format_float(f, spec.bytes(), &t))?;
    Ok(vm.str_bytes(&text))
}
