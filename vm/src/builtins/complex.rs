//! `complex`.

use super::int::{class_arg, spec_arg, wrong_receiver};
use super::number::{self, checked};
use crate::object::{Class, Complex, Gc, Kind, Str};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::complex::{self, Complex as Cx};

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
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__lt__", unordered, 2, 2),
    Def::method("__le__", unordered, 2, 2),
    Def::method("__eq__", eq, 2, 2),
    Def::method("__ne__", ne, 2, 2),
    Def::method("__gt__", unordered, 2, 2),
    Def::method("__ge__", unordered, 2, 2),
    Def::method("__add__", __add__, 2, 2),
    Def::method("__radd__", __radd__, 2, 2),
    Def::method("__sub__", __sub__, 2, 2),
    Def::method("__rsub__", __rsub__, 2, 2),
    Def::method("__mul__", __mul__, 2, 2),
    Def::method("__rmul__", __rmul__, 2, 2),
    Def::method("__pow__", pow, 2, 3),
    Def::method("__rpow__", rpow, 2, 3),
    Def::method("__neg__", neg, 1, 1),
    Def::method("__pos__", pos, 1, 1),
    Def::method("__abs__", abs, 1, 1),
    Def::method("__bool__", bool_, 1, 1),
    Def::method("__truediv__", __truediv__, 2, 2),
    Def::method("__rtruediv__", __rtruediv__, 2, 2),
    Def::method("conjugate", conjugate, 1, 1)
        .doc("Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    Def::method("__complex__", pos, 1, 1).doc("Convert this value to exact type complex."),
    Def::method("__getnewargs__", getnewargs, 1, 1),
    Def::method("__format__", format, 2, 2),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.complex;
    vm.add_methods(class, METHODS);
    let doc = vm.str("Create a complex number from a string or numbers.");
    vm.add_class_value(class, "__doc__", doc);
    vm.add_getset(class, "real", |_, o| Ok(Value::float(part(o).re)), Some(super::range::readonly));
    vm.add_getset(class, "imag", |_, o| Ok(Value::float(part(o).im)), Some(super::range::readonly));
    class.construct = Some(construct);
}

fn part(o: Value) -> Cx {
    o.cast::<Complex>().map_or(Cx { re: 0.0, im: 0.0 }, number::parts)
}

fn receiver(vm: &mut Vm, args: Args, name: &str) -> R<Cx> {
    match args.pos()[0].cast::<Complex>() {
        Some(c) => Ok(number::parts(c)),
        None => wrong_receiver(vm, "complex", name, args.pos()[0]),
    }
}

fn arith(vm: &mut Vm, op: BinOp, name: &str, args: Args, reflected: bool) -> R {
    receiver(vm, args, name)?;
    let (a, b) = (args.pos()[0], args.pos()[1]);
    let (a, b) = if reflected { (b, a) } else { (a, b) };
    Ok(number::binary(vm, op, a, b)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn pow(vm: &mut Vm, args: Args) -> R {
    power(vm, "__pow__", args, false)
}

fn rpow(vm: &mut Vm, args: Args) -> R {
    power(vm, "__rpow__", args, true)
}

fn power(vm: &mut Vm, name: &str, args: Args, reflected: bool) -> R {
    if args.get(2).is_some_and(|m| !m.is_none()) {
        return vm.value_error("complex modulo");
    }
    arith(vm, BinOp::Pow, name, args, reflected)
}

fn unordered(vm: &mut Vm, args: Args) -> R {
    receiver(vm, args, "__lt__")?;
    Ok(Value::NOT_IMPLEMENTED)
}

fn equal(vm: &mut Vm, args: Args, op: CmpOp, name: &str) -> R {
    receiver(vm, args, name)?;
    match number::compare(op, args.pos()[0], args.pos()[1]) {
        Some(r) => Ok(Value::bool(r)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn eq(vm: &mut Vm, args: Args) -> R {
    equal(vm, args, CmpOp::Eq, "__eq__")
}

fn ne(vm: &mut Vm, args: Args) -> R {
    equal(vm, args, CmpOp::Ne, "__ne__")
}

fn construct(vm: &mut Vm, args: Args) -> R {
    let z = parse_args(vm, args)?;
    // complex(z) of an exact complex is z itself.
    if let ([v], None) = (args.all, args.kwnames) {
        if v.is_kind(Kind::Complex) && !vm.has_custom_ops(*v) {
            return Ok(*v);
        }
    }
    Ok(vm.complex(z.re, z.im))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.complex;
    let class = class_arg(vm, args, base)?;
    let z = parse_args(vm, args.rest())?;
    if class == base {
        return Ok(vm.complex(z.re, z.im));
    }
    Ok(of_class(vm, class, z))
}

/// An instance of a subclass of `complex`.
pub fn of_class(vm: &mut Vm, class: Gc<Class>, z: Cx) -> Value {
    let hdr = vm.header_for(class, Kind::Complex);
    let extra = vm.attrs_bytes(class);
    vm.alloc(Complex { hdr, re: z.re, im: z.im }, extra).value()
}

fn parse_args(vm: &mut Vm, args: Args) -> R<Cx> {
    let pos = args.pos();
    if args.all.len() > 2 {
        let n = args.all.len();
        return vm.type_error(format!("complex() takes at most 2 arguments ({n} given)"));
    }
    let mut real = pos.first().copied();
    let mut imag = pos.get(1).copied();
    for (name, v) in args.kw() {
        let text = name.expect::<Str>();
        let slot = match text.bytes() {
            b"real" => &mut real,
            b"imag" => &mut imag,
            _ => {
                let t = text.to_string_lossy();
                return vm
                    .type_error(format!("'{t}' is an invalid keyword argument for complex()"));
            }
        };
        if slot.is_some() {
            let t = text.to_string_lossy();
            return vm.type_error(format!(
                "argument for complex() given by name ('{t}') and position (1)"
            ));
        }
        *slot = Some(v);
    }
    if let Some(s) = real.and_then(|r| r.cast::<Str>()) {
        if imag.is_some() {
            return vm.type_error("complex() can't take second arg if first is a string");
        }
        return checked(vm, complex::parse(s.bytes()));
    }
    if imag.is_some_and(|i| i.is_kind(Kind::Str)) {
        return vm.type_error("complex() second arg can't be a string");
    }
    let r = match real {
        Some(v) => component(vm, v, true)?,
        None => Cx { re: 0.0, im: 0.0 },
    };
    let Some(i) = imag else { return Ok(r) };
    let imag_is_complex = i.is_kind(Kind::Complex);
    let i = component(vm, i, false)?;
    // real + imag * 1j, without turning zeros' signs where a part is real.
    Ok(Cx {
        re: if imag_is_complex { r.re - i.im } else { r.re },
        im: if real.is_some_and(|v| v.is_kind(Kind::Complex)) { i.re + r.im } else { i.re },
    })
}

fn component(vm: &mut Vm, v: Value, first: bool) -> R<Cx> {
    if let Some(c) = v.cast::<Complex>() {
        if !vm.has_custom_ops(v) {
            return Ok(number::parts(c));
        }
    }
    let class = vm.class_of(v);
    if first {
        if let Some(f) = vm.special(class, Special::Complex) {
            let r = vm.call_special(f, &[v])?;
            return match r.cast::<Complex>() {
                Some(c) => Ok(number::parts(c)),
                None => {
                    let (t, rt) = (vm.type_name(v), vm.type_name(r));
                    vm.type_error(format!("{t}.__complex__() returned non-complex (type {rt})"))
                }
            };
        }
    }
    if let Some(c) = v.cast::<Complex>() {
        return Ok(number::parts(c));
    }
    match vm.to_f64_opt(v)? {
        Some(re) => Ok(Cx { re, im: 0.0 }),
        None => {
            let t = vm.type_name(v);
            if first {
                return vm.type_error(format!(
                    "complex() first argument must be a string or a number, not '{t}'"
                ));
            }
            vm.type_error(format!("complex() second argument must be a number, not '{t}'"))
        }
    }
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__repr__")?;
    let text = complex::repr(z);
    Ok(vm.str(&text))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__hash__")?;
    let h = complex::hash(z).unwrap_or_else(|| vm.identity_hash(args.pos()[0]));
    Ok(vm.int(h))
}

fn neg(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__neg__")?;
    Ok(vm.complex(-z.re, -z.im))
}

fn pos(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__pos__")?;
    Ok(vm.complex(z.re, z.im))
}

fn conjugate(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "conjugate")?;
    Ok(vm.complex(z.re, -z.im))
}

fn abs(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__abs__")?;
    Ok(Value::float(checked(vm, complex::abs(z))?))
}

fn bool_(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__bool__")?;
    Ok(Value::bool(z.re != 0.0 || z.im != 0.0))
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__getnewargs__")?;
    Ok(vm.tuple(&[Value::float(z.re), Value::float(z.im)]))
}

fn format(vm: &mut Vm, args: Args) -> R {
    let z = receiver(vm, args, "__format__")?;
    let spec = spec_arg(vm, args.pos()[1])?;
    if spec.len == 0 {
        return Ok(vm.to_str(args.pos()[0])?.value());
    }
    let t = vm.type_name(args.pos()[0]);
    let text = checked(vm, adder_text::format::format_complex(z, spec.bytes(), &t))?;
    Ok(vm.str_bytes(&text))
}
