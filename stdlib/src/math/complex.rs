//! The module `cmath`: functions of complex numbers, with CPython's digits and errors.
//!
//! The formulas are those of W. Kahan ("Branch cuts for complex elementary functions") as CPython
//! uses them: large and tiny arguments are scaled, cancellation is avoided, zeros keep their signs,
//! so that results lie on the right side of branch cuts. Arguments with an infinity or a NaN are
//! looked up in [`Table`]s (C99, annex G).
//!
//! Example: `sqrt(-4-0j)` is `-2j`: the sign of the zero tells from which side the cut is met.

use super::special::{self, c};
use adder_text::complex::{self, Complex as Cx};
use adder_vm::args::Params;
use adder_vm::builtins::number::{self, checked};
use adder_vm::module::ModuleDef;
use adder_vm::object::function::Module;
use adder_vm::object::{Complex, Gc};
use adder_vm::ops::special::Special;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Value, Vm, R};
use std::f64::consts::{E, FRAC_PI_2, FRAC_PI_4, LN_10, LN_2, PI, TAU};

/// The module, for registration.
pub const MODULE: ModuleDef = ModuleDef { name: "cmath", init };

/// Beyond this, squares and sums of parts might overflow.
const LARGE: f64 = f64::MAX / 4.0;

/// Powers of two that lift subnormal parts up, and their square root back down.
const SCALE_UP: i32 = 53;
const SCALE_DOWN: i32 = -27;

/// What a function could not do.
enum Failure {
    Domain,
    Range,
}

type Result<T> = std::result::Result<T, Failure>;

const FUNCTIONS: &[Def] = &[
    Def::function("acos", |vm, a| apply(vm, a, acos), 1, 1).doc("Return the arc cosine of z."),
    Def::function("acosh", |vm, a| apply(vm, a, acosh), 1, 1)
        .doc("Return the inverse hyperbolic cosine of z."),
    Def::function("asin", |vm, a| apply(vm, a, asin), 1, 1).doc("Return the arc sine of z."),
    Def::function("asinh", |vm, a| apply(vm, a, asinh), 1, 1)
        .doc("Return the inverse hyperbolic sine of z."),
    Def::function("atan", |vm, a| apply(vm, a, atan), 1, 1).doc("Return the arc tangent of z."),
    Def::function("atanh", |vm, a| apply(vm, a, atanh), 1, 1)
        .doc("Return the inverse hyperbolic tangent of z."),
    Def::function("cos", |vm, a| apply(vm, a, cos), 1, 1).doc("Return the cosine of z."),
    Def::function("cosh", |vm, a| apply(vm, a, cosh), 1, 1)
        .doc("Return the hyperbolic cosine of z."),
    Def::function("exp", |vm, a| apply(vm, a, exp), 1, 1).doc("Return the exponential value e**z."),
    Def::function("isclose", isclose, 0, ANY)
        .kw()
        .doc("Determine whether two complex numbers are close in value."),
    Def::function("isfinite", isfinite, 1, 1)
        .doc("Return True if both the real and imaginary parts of z are finite, else False."),
    Def::function("isinf", isinf, 1, 1)
        .doc("Checks if the real or imaginary part of z is infinite."),
    Def::function("isnan", isnan, 1, 1)
        .doc("Checks if the real or imaginary part of z not a number (NaN)."),
    Def::function("log", log_to_base, 1, 2)
        .doc("log(z[, base]) -> the logarithm of z to the given base."),
    Def::function("log10", |vm, a| apply(vm, a, log10), 1, 1)
        .doc("Return the base-10 logarithm of z."),
    Def::function("phase", phase, 1, 1)
        .doc("Return argument, also known as the phase angle, of a complex."),
    Def::function("polar", polar, 1, 1)
        .doc("Convert a complex from rectangular coordinates to polar coordinates."),
    Def::function("rect", rect, 2, 2)
        .doc("Convert from polar coordinates to rectangular coordinates."),
    Def::function("sin", |vm, a| apply(vm, a, sin), 1, 1).doc("Return the sine of z."),
    Def::function("sinh", |vm, a| apply(vm, a, sinh), 1, 1).doc("Return the hyperbolic sine of z."),
    Def::function("sqrt", |vm, a| apply(vm, a, sqrt), 1, 1).doc("Return the square root of z."),
    Def::function("tan", |vm, a| apply(vm, a, tan), 1, 1).doc("Return the tangent of z."),
    Def::function("tanh", |vm, a| apply(vm, a, tanh), 1, 1)
        .doc("Return the hyperbolic tangent of z."),
];

fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    vm.add_functions(m, FUNCTIONS);
    for (name, x) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)]
    {
        vm.add_value(m, name, Value::float(x));
    }
    for (name, im) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let z = vm.complex(0.0, im);
        vm.add_value(m, name, z);
    }
    let doc = vm.str("This module provides access to mathematical functions for complex\nnumbers.");
    vm.add_value(m, "__doc__", doc);
    Ok(())
}

// --- arguments and results ---

/// A complex argument: a number, or an object with `__complex__`.
fn argument(vm: &mut Vm, v: Value) -> R<Cx> {
    if let Some(z) = v.cast::<Complex>() {
        return Ok(number::parts(z));
    }
    let class = vm.class_of(v);
    if let Some(f) = vm.special(class, Special::Complex) {
        let r = vm.call_special(f, &[v])?;
        return match r.cast::<Complex>() {
            Some(z) => Ok(number::parts(z)),
            None => {
                let t = vm.type_name(r);
                vm.type_error(format!("__complex__ should return a complex object, not {t}"))
            }
        };
    }
    Ok(Cx { re: vm.to_f64(v)?, im: 0.0 })
}

fn outcome<T>(vm: &mut Vm, r: Result<T>) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(Failure::Domain) => vm.value_error("math domain error"),
        Err(Failure::Range) => vm.overflow_error("math range error"),
    }
}

fn apply(vm: &mut Vm, args: Args, f: fn(Cx) -> Result<Cx>) -> R {
    let z = argument(vm, args.all[0])?;
    let r = outcome(vm, f(z))?;
    Ok(vm.complex(r.re, r.im))
}

fn cx(re: f64, im: f64) -> Cx {
    Cx { re, im }
}

fn is_finite(z: Cx) -> bool {
    z.re.is_finite() && z.im.is_finite()
}

/// A finite argument that gave an infinity went out of range.
fn in_range(z: Cx) -> Result<Cx> {
    if z.re.is_infinite() || z.im.is_infinite() {
        return Err(Failure::Range);
    }
    Ok(z)
}

// --- special values ---

/// What a function is where a part is infinite or no number: rows by the real part, columns by the
/// imaginary one, each in the order -inf, negative, -0, 0, positive, inf, nan. An entry is two signed
/// letters, real and imaginary part ([`letter`]); `.` where a formula applies.
type Table = [&'static str; 7];

fn letter(sign: u8, what: u8) -> f64 {
    let x = match what {
        b'1' => 1.0,
        b'P' => PI,
        b'H' => FRAC_PI_2,
        b'Q' => FRAC_PI_4,
        b'T' => 3.0 * FRAC_PI_4,
        b'I' => f64::INFINITY,
        _ => 0.0,
    };
    match sign {
        b'N' => f64::NAN,
        b'-' => -x,
        _ => x,
    }
}

fn place(x: f64) -> usize {
    if x.is_nan() {
        6
    } else if x == f64::NEG_INFINITY {
        0
    } else if x < 0.0 {
        1
    } else if x == 0.0 {
        2 + usize::from(x.is_sign_positive())
    } else if x.is_finite() {
        4
    } else {
        5
    }
}

fn tabulated(table: &Table, z: Cx) -> Cx {
    let row = table[place(z.re)].as_bytes();
    let entry = &row[5 * place(z.im)..][..4];
    cx(letter(entry[0], entry[1]), letter(entry[2], entry[3]))
}

/// `length * (cos(angle), sin(angle))` for a length that is infinite or zero.
fn directed(length: f64, angle: f64) -> Cx {
    cx(length.copysign(angle.cos()), length.copysign(angle.sin()))
}

/// An infinite real part and an imaginary part that turns the result: no case for a table.
fn turns(z: Cx) -> bool {
    z.re.is_infinite() && z.im.is_finite() && z.im != 0.0
}

const ACOS: Table = [
    "+T+I +P+I +P+I +P-I +P-I +T-I NN+I",
    "+H+I .... .... .... .... +H-I NNNN",
    "+H+I .... .... .... .... +H-I +HNN",
    "+H+I .... .... .... .... +H-I +HNN",
    "+H+I .... .... .... .... +H-I NNNN",
    "+Q+I +0+I +0+I +0-I +0-I +Q-I NN+I",
    "NN+I NNNN NNNN NNNN NNNN NN-I NNNN",
];

const ACOSH: Table = [
    "+I-T +I-P +I-P +I+P +I+P +I+T +INN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +INN",
    "+INN NNNN NNNN NNNN NNNN +INN NNNN",
];

const ASINH: Table = [
    "-I-Q -I-0 -I-0 -I+0 -I+0 -I+Q -INN",
    "-I-H .... .... .... .... -I+H NNNN",
    "-I-H .... .... .... .... -I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +INN",
    "+INN NNNN NN-0 NN+0 NNNN +INN NNNN",
];

const ATANH: Table = [
    "-0-H -0-H -0-H -0+H -0+H -0+H -0NN",
    "-0-H .... .... .... .... -0+H NNNN",
    "-0-H .... .... .... .... -0+H -0NN",
    "+0-H .... .... .... .... +0+H +0NN",
    "+0-H .... .... .... .... +0+H NNNN",
    "+0-H +0-H +0-H +0+H +0+H +0+H +0NN",
    "+0-H NNNN NNNN NNNN NNNN +0+H NNNN",
];

const COSH: Table = [
    "NNNN .... +I+0 +I-0 .... NNNN +INN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NN+0",
    "NNNN .... .... .... .... NNNN NN+0",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... +I-0 +I+0 .... NNNN +INN",
    "NNNN NNNN NN+0 NN+0 NNNN NNNN NNNN",
];

const EXP: Table = [
    "+0+0 .... +0-0 +0+0 .... +0+0 +0+0",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... +I-0 +I+0 .... NNNN +INN",
    "NNNN NNNN NN-0 NN+0 NNNN NNNN NNNN",
];

const LOG: Table = [
    "+I-T +I-P +I-P +I+P +I+P +I+T +INN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-H .... .... .... .... +I+H NNNN",
    "+I-Q +I-0 +I-0 +I+0 +I+0 +I+Q +INN",
    "+INN NNNN NNNN NNNN NNNN +INN NNNN",
];

const SINH: Table = [
    "NNNN .... -I-0 -I+0 .... NNNN +INN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN +0NN",
    "NNNN .... .... .... .... NNNN +0NN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... +I-0 +I+0 .... NNNN +INN",
    "NNNN NNNN NN-0 NN+0 NNNN NNNN NNNN",
];

const SQRT: Table = [
    "+I-I +0-I +0-I +0+I +0+I +I+I NN+I",
    "+I-I .... .... .... .... +I+I NNNN",
    "+I-I .... .... .... .... +I+I NNNN",
    "+I-I .... .... .... .... +I+I NNNN",
    "+I-I .... .... .... .... +I+I NNNN",
    "+I-I +I-0 +I-0 +I+0 +I+0 +I+I +INN",
    "+I-I NNNN NNNN NNNN NNNN +I+I NNNN",
];

const TANH: Table = [
    "-1+0 .... -1-0 -1+0 .... -1+0 -1+0",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... .... .... .... NNNN NNNN",
    "+1+0 .... +1-0 +1+0 .... +1+0 +1+0",
    "NNNN NNNN NN-0 NN+0 NNNN NNNN NNNN",
];

const RECT: Table = [
    "NNNN .... -I+0 -I-0 .... NNNN +INN",
    "NNNN .... .... .... .... NNNN NNNN",
    "+0+0 .... .... .... .... +0+0 +0+0",
    "+0+0 .... .... .... .... +0+0 +0+0",
    "NNNN .... .... .... .... NNNN NNNN",
    "NNNN .... +I-0 +I+0 .... NNNN +INN",
    "NNNN NNNN NN+0 NN+0 NNNN NNNN NNNN",
];

// --- powers and logarithms ---

fn sqrt(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&SQRT, z));
    }
    if z.re == 0.0 && z.im == 0.0 {
        return Ok(cx(0.0, z.im));
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let s = if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        let x = special::ldexp(x, SCALE_UP);
        special::ldexp((x + x.hypot(special::ldexp(y, SCALE_UP))).sqrt(), SCALE_DOWN)
    } else {
        let x = x / 8.0;
        2.0 * (x + x.hypot(y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    Ok(if z.re >= 0.0 { cx(s, d.copysign(z.im)) } else { cx(d, s.copysign(z.im)) })
}

fn exp(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        if z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY) {
            return Err(Failure::Domain);
        }
        if turns(z) {
            return Ok(directed(if z.re > 0.0 { f64::INFINITY } else { 0.0 }, z.im));
        }
        return Ok(tabulated(&EXP, z));
    }
    if z.re > LARGE.ln() {
        let l = (z.re - 1.0).exp();
        return in_range(cx(l * z.im.cos() * E, l * z.im.sin() * E));
    }
    let l = z.re.exp();
    in_range(cx(l * z.im.cos(), l * z.im.sin()))
}

fn log(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&LOG, z));
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let re = if x > LARGE || y > LARGE {
        (x / 2.0).hypot(y / 2.0).ln() + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x == 0.0 && y == 0.0 {
            return Err(Failure::Domain);
        }
        let (x, y) = (special::ldexp(x, SCALE_UP), special::ldexp(y, SCALE_UP));
        x.hypot(y).ln() - f64::from(SCALE_UP) * LN_2
    } else {
        let h = x.hypot(y);
        if (0.71..=1.73).contains(&h) {
            // Near the unit circle the logarithm of the length would lose digits.
            let (more, less) = if x > y { (x, y) } else { (y, x) };
            c::log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0
        } else {
            h.ln()
        }
    };
    Ok(cx(re, z.im.atan2(z.re)))
}

fn log10(z: Cx) -> Result<Cx> {
    let r = log(z)?;
    Ok(cx(r.re / LN_10, r.im / LN_10))
}

fn log_to_base(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    let mut r = outcome(vm, log(z))?;
    if let Some(&base) = args.all.get(1) {
        let base = argument(vm, base)?;
        let base = outcome(vm, log(base))?;
        r = match complex::div(r, base) {
            Ok(q) => q,
            Err(_) => return vm.value_error("math domain error"),
        };
    }
    Ok(vm.complex(r.re, r.im))
}

// --- trigonometric and hyperbolic functions ---

/// `f(iz)/i` for the odd functions whose hyperbolic relative is `f`.
fn turned(z: Cx, f: fn(Cx) -> Result<Cx>) -> Result<Cx> {
    let r = f(cx(-z.im, z.re))?;
    Ok(cx(r.im, -r.re))
}

fn sin(z: Cx) -> Result<Cx> {
    turned(z, sinh)
}

fn tan(z: Cx) -> Result<Cx> {
    turned(z, tanh)
}

fn asin(z: Cx) -> Result<Cx> {
    turned(z, asinh)
}

fn atan(z: Cx) -> Result<Cx> {
    turned(z, atanh)
}

fn cos(z: Cx) -> Result<Cx> {
    cosh(cx(-z.im, z.re))
}

fn cosh(z: Cx) -> Result<Cx> {
    hyperbolic(z, &COSH, [c::cosh, c::sinh], |r| cx(r.re, -r.im))
}

fn sinh(z: Cx) -> Result<Cx> {
    hyperbolic(z, &SINH, [c::sinh, c::cosh], |r| cx(-r.re, r.im))
}

/// `f(x) cos y + i g(x) sin y`; `left` turns a value at x = inf into that at -inf.
fn hyperbolic(z: Cx, table: &Table, fg: [fn(f64) -> f64; 2], left: fn(Cx) -> Cx) -> Result<Cx> {
    if !is_finite(z) {
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(Failure::Domain);
        }
        if turns(z) {
            let r = directed(f64::INFINITY, z.im);
            return Ok(if z.re > 0.0 { r } else { left(r) });
        }
        return Ok(tabulated(table, z));
    }
    let [f, g] = fg;
    let (sin, cos) = (z.im.sin(), z.im.cos());
    if z.re.abs() > LARGE.ln() {
        let x = z.re - 1f64.copysign(z.re);
        return in_range(cx(cos * f(x) * E, sin * g(x) * E));
    }
    in_range(cx(cos * f(z.re), sin * g(z.re)))
}

fn tanh(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        if z.im.is_infinite() && z.re.is_finite() {
            return Err(Failure::Domain);
        }
        if turns(z) {
            let im = 0f64.copysign(2.0 * z.im.sin() * z.im.cos());
            return Ok(cx(1f64.copysign(z.re), im));
        }
        return Ok(tabulated(&TANH, z));
    }
    if z.re.abs() > LARGE.ln() {
        let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
        return Ok(cx(1f64.copysign(z.re), im));
    }
    let (tx, ty) = (c::tanh(z.re), c::tan(z.im));
    let sech = 1.0 / c::cosh(z.re);
    let product = tx * ty;
    let below = 1.0 + product * product;
    Ok(cx(tx * (1.0 + ty * ty) / below, ((ty / below) * sech) * sech))
}

// --- their inverses ---

/// Is a part so large that its square might overflow?
fn is_large(z: Cx) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// The logarithm of twice the length of a large number.
fn log_of_double(z: Cx) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

fn acos(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&ACOS, z));
    }
    if is_large(z) {
        let l = log_of_double(z);
        let im = if z.re < 0.0 { -l.copysign(z.im) } else { l.copysign(-z.im) };
        return Ok(cx(z.im.abs().atan2(z.re), im));
    }
    let (a, b) = (sqrt(cx(1.0 - z.re, -z.im))?, sqrt(cx(1.0 + z.re, z.im))?);
    Ok(cx(2.0 * a.re.atan2(b.re), c::asinh(b.re * a.im - b.im * a.re)))
}

fn acosh(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&ACOSH, z));
    }
    if is_large(z) {
        return Ok(cx(log_of_double(z), z.im.atan2(z.re)));
    }
    let (a, b) = (sqrt(cx(z.re - 1.0, z.im))?, sqrt(cx(z.re + 1.0, z.im))?);
    Ok(cx(c::asinh(a.re * b.re + a.im * b.im), 2.0 * a.im.atan2(b.re)))
}

fn asinh(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&ASINH, z));
    }
    if is_large(z) {
        let l = log_of_double(z);
        let re = if z.im >= 0.0 { l.copysign(z.re) } else { -l.copysign(-z.re) };
        return Ok(cx(re, z.im.atan2(z.re.abs())));
    }
    let (a, b) = (sqrt(cx(1.0 + z.im, -z.re))?, sqrt(cx(1.0 - z.im, z.re))?);
    Ok(cx(c::asinh(a.re * b.im - b.re * a.im), z.im.atan2(a.re * b.re - a.im * b.im)))
}

fn atanh(z: Cx) -> Result<Cx> {
    if !is_finite(z) {
        return Ok(tabulated(&ATANH, z));
    }
    if z.re.is_sign_negative() {
        let r = atanh(cx(-z.re, -z.im))?;
        return Ok(cx(-r.re, -r.im));
    }
    let y = z.im.abs();
    if z.re > LARGE.sqrt() || y > LARGE.sqrt() {
        let h = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(cx(z.re / 4.0 / h / h, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && y < f64::MIN_POSITIVE.sqrt() {
        if y == 0.0 {
            return Err(Failure::Domain);
        }
        let re = -(y.sqrt() / y.hypot(2.0).sqrt()).ln();
        return Ok(cx(re, (2f64.atan2(-y) / 2.0).copysign(z.im)));
    }
    let rest = 1.0 - z.re;
    let re = c::log1p(4.0 * z.re / (rest * rest + y * y)) / 4.0;
    let im = -(-2.0 * z.im).atan2(rest * (1.0 + z.re) - y * y) / 2.0;
    Ok(cx(re, im))
}

// --- polar coordinates ---

fn phase(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    Ok(Value::float(z.im.atan2(z.re)))
}

fn polar(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    let Ok(r) = complex::abs(z) else {
        return outcome(vm, Err(Failure::Range));
    };
    Ok(vm.tuple(&[Value::float(r), Value::float(z.im.atan2(z.re))]))
}

fn rect(vm: &mut Vm, args: Args) -> R {
    let (r, phi) = (vm.to_f64(args.all[0])?, vm.to_f64(args.all[1])?);
    let z = outcome(vm, from_polar(r, phi))?;
    Ok(vm.complex(z.re, z.im))
}

fn from_polar(r: f64, phi: f64) -> Result<Cx> {
    let polar = cx(r, phi);
    if !is_finite(polar) {
        if phi.is_infinite() && r != 0.0 && !r.is_nan() {
            return Err(Failure::Domain);
        }
        if turns(polar) {
            let z = directed(f64::INFINITY, phi);
            return Ok(if r > 0.0 { z } else { cx(-z.re, -z.im) });
        }
        return Ok(tabulated(&RECT, polar));
    }
    if phi == 0.0 {
        return Ok(cx(r, r * phi));
    }
    Ok(cx(r * phi.cos(), r * phi.sin()))
}

// --- tests ---

fn isnan(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    Ok(Value::bool(z.re.is_nan() || z.im.is_nan()))
}

fn isinf(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    Ok(Value::bool(z.re.is_infinite() || z.im.is_infinite()))
}

fn isfinite(vm: &mut Vm, args: Args) -> R {
    let z = argument(vm, args.all[0])?;
    Ok(Value::bool(is_finite(z)))
}

fn isclose(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<4> =
        Params::new("isclose", ["a", "b", "rel_tol", "abs_tol"]).required(2).kwonly(2);
    let [a, b, relative, absolute] = PARAMS.parse(vm, args)?;
    let (a, b) = (argument(vm, a)?, argument(vm, b)?);
    let relative = if relative.is_undef() { 1e-9 } else { vm.to_f64(relative)? };
    let absolute = if absolute.is_undef() { 0.0 } else { vm.to_f64(absolute)? };
    if relative < 0.0 || absolute < 0.0 {
        return vm.value_error("tolerances must be non-negative");
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if [a.re, a.im, b.re, b.im].iter().any(|x| x.is_infinite()) {
        return Ok(Value::FALSE);
    }
    let difference = checked(vm, complex::abs(cx(a.re - b.re, a.im - b.im)))?;
    let (a, b) = (checked(vm, complex::abs(a))?, checked(vm, complex::abs(b))?);
    Ok(Value::bool(
        difference <= relative * b || difference <= relative * a || difference <= absolute,
    ))
}
