//! The module `math`: functions of doubles, with C's results and Python's errors.
//!
//! Errors follow one rule unless a function says otherwise: a NaN from arguments that are none is
//! a domain error, an infinity from finite arguments a range error or, where the function has a
//! pole, a domain error. That is also what lets compiled code call the bare C function: a result
//! that is not finite sends it back here.

pub mod complex;
mod integers;
mod special;
mod sums;

use adder_text::bigint::{self, IntRef};
use adder_vm::args::Params;
use adder_vm::builtins::number::{checked, number, Num};
use adder_vm::module::ModuleDef;
use adder_vm::object::function::Module;
use adder_vm::object::native::{effects, F64Op, Recipe};
use adder_vm::object::Gc;
use adder_vm::ops::special::Special;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Value, Vm, R};
use special::c;

/// The module, for registration.
pub const MODULE: ModuleDef = ModuleDef { name: "math", init };

/// Fills the module.
pub fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_prelude("math", include_str!("prelude/math.py"));
    for table in [REAL, OTHER, integers::FUNCTIONS, sums::FUNCTIONS] {
        vm.add_functions(m, table);
    }
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.add_value(m, name, Value::float(value));
    }
    let doc = vm.str(
        "This module provides access to the mathematical functions\ndefined by the C standard.",
    );
    vm.add_value(m, "__doc__", doc);
    Ok(())
}

/// `ValueError: math domain error`.
#[cold]
fn domain<T>(vm: &mut Vm) -> R<T> {
    vm.value_error("math domain error")
}

/// `OverflowError: math range error`.
#[cold]
fn range<T>(vm: &mut Vm) -> R<T> {
    vm.overflow_error("math range error")
}

/// The argument as a double.
#[inline]
fn real(vm: &mut Vm, v: Value) -> R<f64> {
    if v.is_float() {
        return Ok(v.as_float());
    }
    vm.to_f64(v)
}

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pole {
    Domain,
    Range,
    /// Infinity is an answer.
    Fine,
}

#[inline]
fn finish(vm: &mut Vm, x: f64, r: f64, pole: Pole) -> R {
    if r.is_finite() {
        return Ok(Value::float(r));
    }
    if r.is_nan() && !x.is_nan() || r.is_infinite() && x.is_finite() && pole == Pole::Domain {
        return domain(vm);
    }
    if r.is_infinite() && x.is_finite() && pole == Pole::Range {
        return range(vm);
    }
    Ok(Value::float(r))
}

/// Natives for functions of one double: name, function, meaning of an infinite result.
macro_rules! real_functions {
    ($($name:ident $f:expr, $pole:ident;)*) => {
        $(
            fn $name(vm: &mut Vm, args: Args) -> R {
                let x = real(vm, args.all[0])?;
                let f: fn(f64) -> f64 = $f;
                finish(vm, x, f(x), Pole::$pole)
            }
        )*
    };
}

real_functions! {
    acos c::acos, Domain;
    acosh c::acosh, Domain;
    asin c::asin, Domain;
    asinh c::asinh, Domain;
    atan c::atan, Domain;
    atanh c::atanh, Domain;
    cbrt special::cbrt, Domain;
    cos f64::cos, Domain;
    cosh c::cosh, Range;
    degrees to_degrees, Fine;
    erf c::erf, Domain;
    erfc c::erfc, Domain;
    exp f64::exp, Range;
    exp2 f64::exp2, Range;
    expm1 c::expm1, Range;
    fabs f64::abs, Domain;
    log1p c::log1p, Domain;
    radians to_radians, Fine;
    sin f64::sin, Domain;
    sinh c::sinh, Range;
    sqrt f64::sqrt, Domain;
    tan c::tan, Domain;
    tanh c::tanh, Domain;
}

fn to_degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

fn to_radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

const fn f64_def(
    name: &'static str,
    native: adder_vm::NativeFn,
    f: fn(f64) -> f64,
    op: F64Op,
) -> Def {
    Def::function(name, native, 1, 1).recipe(Recipe::F64(f, op))
}

const REAL: &[Def] = &[
    f64_def("acos", acos, c::acos, F64Op::Call)
        .doc("Return the arc cosine (measured in radians) of x."),
    f64_def("acosh", acosh, c::acosh, F64Op::Call)
        .doc("Return the inverse hyperbolic cosine of x."),
    f64_def("asin", asin, c::asin, F64Op::Call)
        .doc("Return the arc sine (measured in radians) of x."),
    f64_def("asinh", asinh, c::asinh, F64Op::Call).doc("Return the inverse hyperbolic sine of x."),
    f64_def("atan", atan, c::atan, F64Op::Call)
        .doc("Return the arc tangent (measured in radians) of x."),
    f64_def("atanh", atanh, c::atanh, F64Op::Call)
        .doc("Return the inverse hyperbolic tangent of x."),
    f64_def("cbrt", cbrt, special::cbrt, F64Op::Call).doc("Return the cube root of x."),
    f64_def("cos", cos, f64::cos, F64Op::Call).doc("Return the cosine of x (measured in radians)."),
    f64_def("cosh", cosh, c::cosh, F64Op::Call).doc("Return the hyperbolic cosine of x."),
    f64_def("degrees", degrees, to_degrees, F64Op::Call)
        .doc("Convert angle x from radians to degrees."),
    f64_def("erf", erf, c::erf, F64Op::Call).doc("Error function at x."),
    f64_def("erfc", erfc, c::erfc, F64Op::Call).doc("Complementary error function at x."),
    f64_def("exp", exp, f64::exp, F64Op::Call).doc("Return e raised to the power of x."),
    f64_def("exp2", exp2, f64::exp2, F64Op::Call).doc("Return 2 raised to the power of x."),
    f64_def("expm1", expm1, c::expm1, F64Op::Call).doc("Return exp(x)-1."),
    f64_def("fabs", fabs, f64::abs, F64Op::Abs).doc("Return the absolute value of the float x."),
    f64_def("log1p", log1p, c::log1p, F64Op::Call)
        .doc("Return the natural logarithm of 1+x (base e)."),
    f64_def("radians", radians, to_radians, F64Op::Call)
        .doc("Convert angle x from degrees to radians."),
    f64_def("sin", sin, f64::sin, F64Op::Call).doc("Return the sine of x (measured in radians)."),
    f64_def("sinh", sinh, c::sinh, F64Op::Call).doc("Return the hyperbolic sine of x."),
    f64_def("sqrt", sqrt, f64::sqrt, F64Op::Sqrt).doc("Return the square root of x."),
    f64_def("tan", tan, c::tan, F64Op::Call).doc("Return the tangent of x (measured in radians)."),
    f64_def("tanh", tanh, c::tanh, F64Op::Call).doc("Return the hyperbolic tangent of x."),
];

const OTHER: &[Def] = &[
    Def::function("atan2", atan2, 2, 2)
        .recipe(Recipe::F64x2(f64::atan2))
        .doc("Return the arc tangent (measured in radians) of y/x."),
    Def::function("ceil", ceil, 1, 1).doc("Return the ceiling of x as an Integral."),
    Def::function("copysign", copysign, 2, 2)
        .recipe(Recipe::F64x2(f64::copysign))
        .doc("Return a float with the magnitude (absolute value) of x but the sign of y."),
    Def::function("floor", floor, 1, 1).doc("Return the floor of x as an Integral."),
    Def::function("fmod", fmod, 2, 2).doc("Return fmod(x, y), according to platform C."),
    Def::function("frexp", frexp, 1, 1)
        .doc("Return the mantissa and exponent of x, as pair (m, e)."),
    Def::function("gamma", gamma, 1, 1).doc("Gamma function at x."),
    Def::function("isclose", isclose, 0, ANY)
        .kw()
        .doc("Determine whether two floating-point numbers are close in value."),
    Def::function("isfinite", isfinite, 1, 1)
        .effects(effects::PURE)
        .doc("Return True if x is neither an infinity nor a NaN, and False otherwise."),
    Def::function("isinf", isinf, 1, 1)
        .effects(effects::PURE)
        .doc("Return True if x is a positive or negative infinity, and False otherwise."),
    Def::function("isnan", isnan, 1, 1)
        .effects(effects::PURE)
        .doc("Return True if x is a NaN (not a number), and False otherwise."),
    Def::function("ldexp", ldexp, 2, 2).doc("Return x * (2**i)."),
    Def::function("lgamma", lgamma, 1, 1)
        .doc("Natural logarithm of absolute value of Gamma function at x."),
    Def::function("log", log, 1, 2).doc("Return the logarithm of x to the given base."),
    Def::function("log10", log10, 1, 1).doc("Return the base 10 logarithm of x."),
    Def::function("log2", log2, 1, 1).doc("Return the base 2 logarithm of x."),
    Def::function("modf", modf, 1, 1).doc("Return the fractional and integer parts of x."),
    Def::function("nextafter", nextafter, 0, ANY)
        .kw()
        .doc("Return the floating-point value the given number of steps after x towards y."),
    Def::function("pow", pow, 2, 2).doc("Return x**y (x to the power of y)."),
    Def::function("remainder", remainder, 2, 2)
        .doc("Difference between x and the closest integer multiple of y."),
    Def::function("trunc", trunc, 1, 1)
        .doc("Truncates the Real x to the nearest Integral toward 0."),
    Def::function("ulp", ulp, 1, 1)
        .doc("Return the value of the least significant bit of the float x."),
];

// --- logarithms ---

/// A logarithm of any real number; huge ints are split into mantissa and exponent.
fn logarithm(vm: &mut Vm, v: Value, f: fn(f64) -> f64) -> R<f64> {
    if let Some(IntRef::Big(b)) = v.as_int_ref() {
        if *b < bigint::IBig::ZERO {
            return domain(vm);
        }
        if let Ok(x) = bigint::to_f64(b) {
            return Ok(f(x));
        }
        let exponent = bigint::bit_length(b) as i64;
        let shift = bigint::IBig::from(exponent - 64);
        let top = checked(vm, bigint::shr(b, &shift))?;
        let mantissa = checked(vm, bigint::to_f64(&top))? / 2f64.powi(64);
        return Ok(f(mantissa) + f(2.0) * exponent as f64);
    }
    let x = real(vm, v)?;
    if x.is_nan() || x > 0.0 {
        return Ok(f(x));
    }
    domain(vm)
}

fn log(vm: &mut Vm, args: Args) -> R {
    let x = logarithm(vm, args.all[0], f64::ln)?;
    let Some(&base) = args.all.get(1) else {
        return Ok(Value::float(x));
    };
    let base = logarithm(vm, base, f64::ln)?;
    if base == 0.0 {
        return vm.zero_division_error("float division by zero");
    }
    Ok(Value::float(x / base))
}

fn log2(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(logarithm(vm, args.all[0], f64::log2)?))
}

fn log10(vm: &mut Vm, args: Args) -> R {
    Ok(Value::float(logarithm(vm, args.all[0], f64::log10)?))
}

// --- two arguments ---

fn atan2(vm: &mut Vm, args: Args) -> R {
    let (y, x) = (real(vm, args.all[0])?, real(vm, args.all[1])?);
    Ok(Value::float(y.atan2(x)))
}

fn copysign(vm: &mut Vm, args: Args) -> R {
    let (x, y) = (real(vm, args.all[0])?, real(vm, args.all[1])?);
    Ok(Value::float(x.copysign(y)))
}

fn pow(vm: &mut Vm, args: Args) -> R {
    let (x, y) = (real(vm, args.all[0])?, real(vm, args.all[1])?);
    let r = x.powf(y);
    if r.is_finite() || !x.is_finite() || !y.is_finite() {
        return Ok(Value::float(r));
    }
    if r.is_nan() || x == 0.0 {
        return domain(vm);
    }
    range(vm)
}

fn fmod(vm: &mut Vm, args: Args) -> R {
    let (x, y) = (real(vm, args.all[0])?, real(vm, args.all[1])?);
    if y.is_infinite() && x.is_finite() {
        return Ok(Value::float(x));
    }
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() {
        return domain(vm);
    }
    Ok(Value::float(r))
}

fn remainder(vm: &mut Vm, args: Args) -> R {
    let (x, y) = (real(vm, args.all[0])?, real(vm, args.all[1])?);
    if x.is_nan() || y.is_nan() {
        return Ok(Value::float(if x.is_nan() { x } else { y }));
    }
    if x.is_infinite() || y == 0.0 {
        return domain(vm);
    }
    if y.is_infinite() {
        return Ok(Value::float(x));
    }
    let (ax, ay) = (x.abs(), y.abs());
    let m = ax % ay;
    let c = ay - m;
    let r = if m < c {
        m
    } else if m > c {
        -c
    } else {
        // Halfway: to the even multiple.
        m - 2.0 * ((0.5 * (ax - m)) % ay)
    };
    Ok(Value::float(1f64.copysign(x) * r))
}

fn ldexp(vm: &mut Vm, args: Args) -> R {
    let x = real(vm, args.all[0])?;
    let Some(e) = args.all[1].as_int_ref() else {
        return vm.type_error("Expected an int as second argument to ldexp.");
    };
    if x == 0.0 || !x.is_finite() {
        return Ok(Value::float(x));
    }
    let e = match e {
        IntRef::Small(e) => e.clamp(-5000, 5000) as i32,
        IntRef::Big(b) if *b < bigint::IBig::ZERO => -5000,
        IntRef::Big(_) => 5000,
    };
    let r = special::ldexp(x, e);
    if r.is_infinite() {
        return range(vm);
    }
    Ok(Value::float(r))
}

fn nextafter(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<3> =
        Params::new("nextafter", ["x", "y", "steps"]).required(2).posonly(2).kwonly(2);
    let [x, y, steps] = PARAMS.parse(vm, args)?;
    let (x, y) = (real(vm, x)?, real(vm, y)?);
    let steps = if steps.is_undef() || steps.is_none() {
        1
    } else {
        let i = vm.index(steps)?;
        match i.as_int_ref() {
            Some(n) if n.is_negative() => {
                return vm.value_error("steps must be a non-negative integer")
            }
            Some(IntRef::Small(n)) => n as u64,
            _ => u64::MAX,
        }
    };
    Ok(Value::float(special::next_after(x, y, steps)))
}

fn isclose(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<4> =
        Params::new("isclose", ["a", "b", "rel_tol", "abs_tol"]).required(2).kwonly(2);
    let [a, b, rel, abs] = PARAMS.parse(vm, args)?;
    let (a, b) = (real(vm, a)?, real(vm, b)?);
    let rel = if rel.is_undef() { 1e-9 } else { real(vm, rel)? };
    let abs = if abs.is_undef() { 0.0 } else { real(vm, abs)? };
    if rel < 0.0 || abs < 0.0 {
        return vm.value_error("tolerances must be non-negative");
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let diff = (b - a).abs();
    Ok(Value::bool(diff <= (rel * b).abs() || diff <= (rel * a).abs() || diff <= abs))
}

// --- one argument ---

fn isnan(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(real(vm, args.all[0])?.is_nan()))
}

fn isinf(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(real(vm, args.all[0])?.is_infinite()))
}

fn isfinite(vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(real(vm, args.all[0])?.is_finite()))
}

fn gamma(vm: &mut Vm, args: Args) -> R {
    let x = real(vm, args.all[0])?;
    match special::gamma(x) {
        Ok(r) => Ok(Value::float(r)),
        Err(special::Failure::Domain) => domain(vm),
        Err(special::Failure::Range) => range(vm),
    }
}

fn lgamma(vm: &mut Vm, args: Args) -> R {
    let x = real(vm, args.all[0])?;
    match special::lgamma(x) {
        Ok(r) => Ok(Value::float(r)),
        Err(special::Failure::Domain) => domain(vm),
        Err(special::Failure::Range) => range(vm),
    }
}

fn frexp(vm: &mut Vm, args: Args) -> R {
    let (m, e) = special::frexp(real(vm, args.all[0])?);
    Ok(vm.tuple(&[Value::float(m), Value::small(i64::from(e))]))
}

fn modf(vm: &mut Vm, args: Args) -> R {
    let x = real(vm, args.all[0])?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0f64 } else { x - whole };
    Ok(vm.tuple(&[Value::float(fraction.copysign(x)), Value::float(whole)]))
}

fn ulp(vm: &mut Vm, args: Args) -> R {
    let x = real(vm, args.all[0])?.abs();
    if !x.is_finite() {
        return Ok(Value::float(x));
    }
    let up = special::next_after(x, f64::INFINITY, 1);
    if up.is_infinite() {
        return Ok(Value::float(x - special::next_after(x, f64::NEG_INFINITY, 1)));
    }
    Ok(Value::float(up - x))
}

/// `floor`, `ceil`: exact for ints and floats, else the class's method, else by way of a float.
fn rounding(
    vm: &mut Vm,
    v: Value,
    special: Special,
    f: fn(f64) -> adder_text::error::Result<bigint::Int>,
) -> R {
    if v.is_int() {
        return Ok(v);
    }
    if !v.is_float() {
        let class = vm.class_of(v);
        if let Some(m) = vm.special(class, special) {
            return vm.call_special(m, &[v]);
        }
    }
    let x = real(vm, v)?;
    let i = checked(vm, f(x))?;
    Ok(vm.int_value(i))
}

fn floor(vm: &mut Vm, args: Args) -> R {
    rounding(vm, args.all[0], Special::Floor, adder_text::float::floor_int)
}

fn ceil(vm: &mut Vm, args: Args) -> R {
    rounding(vm, args.all[0], Special::Ceil, adder_text::float::ceil_int)
}

fn trunc(vm: &mut Vm, args: Args) -> R {
    let v = args.all[0];
    if let (Some(Num::Float(x)), true) = (number(&v), v.is_float()) {
        let i = checked(vm, adder_text::float::trunc_int(x))?;
        return Ok(vm.int_value(i));
    }
    let class = vm.class_of(v);
    match vm.special(class, Special::Trunc) {
        Some(m) => vm.call_special(m, &[v]),
        None => {
            let t = class.name_str();
            vm.type_error(format!("type {t} doesn't define __trunc__ method"))
        }
    }
}
