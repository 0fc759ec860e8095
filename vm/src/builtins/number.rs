//! Arithmetic and comparison of `int`, `bool`, `float` and `complex` in any mixture.
//!
//! Instances of subclasses count as numbers of their built-in base, and results are always exact
//! built-in numbers: who wants subclass behaviour asks the class first (`Vm::has_custom_ops`).
//!
//! Order of work: inline int with inline int, float with float, then the general path that
//! promotes both operands to the wider of the two types. Answers of `None` mean NotImplemented.

use crate::object::{Complex, Gc};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::value::Value;
use crate::{Vm, R};
use adder_text::bigint::{self, IBig, IntRef};
use adder_text::complex::{self, Complex as Cx};
use adder_text::error::{Error, Kind as ErrorKind};
use adder_text::float::{self, Power};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A built-in number by layout.
#[derive(Clone, Copy)]
pub enum Num<'a> {
    Int(IntRef<'a>),
    Float(f64),
    Complex(Cx),
}

/// The number in a value, instances of subclasses included.
#[inline]
pub fn number(v: &Value) -> Option<Num<'_>> {
    if let Some(i) = v.as_int_ref() {
        return Some(Num::Int(i));
    }
    if let Some(f) = v.to_f64_exact() {
        return Some(Num::Float(f));
    }
    v.cast::<Complex>().map(|c| Num::Complex(parts(c)))
}

/// The parts of a complex object.
pub fn parts(c: Gc<Complex>) -> Cx {
    Cx { re: c.re, im: c.im }
}

/// `a op b` for numbers; `None` when one is not a number or the operator is not theirs.
#[inline]
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    if Value::both_int(a, b) {
        return int_binary(vm, op, a.as_int(), b.as_int());
    }
    if a.is_float() && b.is_float() {
        return float_binary(vm, op, a.as_float(), b.as_float());
    }
    binary_slow(vm, op, a, b)
}

fn binary_slow(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let (Some(x), Some(y)) = (number(&a), number(&b)) else {
        return Ok(None);
    };
    match (x, y) {
        (Num::Int(x), Num::Int(y)) => {
            if a.is_bool() && b.is_bool() {
                match op {
                    BinOp::And => {
                        return Ok(Some(Value::bool(a == Value::TRUE && b == Value::TRUE)))
                    }
                    BinOp::Or => {
                        return Ok(Some(Value::bool(a == Value::TRUE || b == Value::TRUE)))
                    }
                    BinOp::Xor => return Ok(Some(Value::bool(a != b))),
                    _ => {}
                }
            }
            match (x, y) {
                (IntRef::Small(x), IntRef::Small(y)) => int_binary(vm, op, x, y),
                _ => big_binary(vm, op, x, y),
            }
        }
        (Num::Complex(_), _) | (_, Num::Complex(_)) => {
            let x = to_complex(vm, x)?;
            let y = to_complex(vm, y)?;
            complex_binary(vm, op, x, y)
        }
        _ => {
            let x = to_float(vm, x)?;
            let y = to_float(vm, y)?;
            float_binary(vm, op, x, y)
        }
    }
}

fn to_float(vm: &mut Vm, n: Num) -> R<f64> {
    match n {
        Num::Float(f) => Ok(f),
        Num::Int(i) => int_to_float(vm, i),
        Num::Complex(c) => Ok(c.re),
    }
}

/// `float(i)`, or OverflowError.
pub fn int_to_float(vm: &mut Vm, i: IntRef) -> R<f64> {
    match i {
        IntRef::Small(i) => Ok(i as f64),
        IntRef::Big(b) => match bigint::to_f64(b) {
            Ok(f) => Ok(f),
            Err(e) => vm.text_error(e),
        },
    }
}

fn to_complex(vm: &mut Vm, n: Num) -> R<Cx> {
    Ok(match n {
        Num::Complex(c) => c,
        other => Cx { re: to_float(vm, other)?, im: 0.0 },
    })
}

/// Raises what arithmetic reports; C library range errors carry their error number.
#[cold]
pub fn math_error<T>(vm: &mut Vm, e: Error) -> R<T> {
    if e.kind == ErrorKind::Overflow && e.message.starts_with("(34,") {
        let text = vm.str("Numerical result out of range");
        let class = vm.types.overflow_error;
        return vm.raise_args(class, &[Value::small(34), text]);
    }
    if e.kind == ErrorKind::Memory && e.message.is_empty() {
        let class = vm.types.memory_error;
        return vm.raise_args(class, &[]);
    }
    vm.text_error(e)
}

/// The value, or the error raised.
#[inline]
pub fn checked<T>(vm: &mut Vm, r: adder_text::error::Result<T>) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(e) => math_error(vm, e),
    }
}

/// Ints of at most 64 bits.
#[inline]
pub fn int_binary(vm: &mut Vm, op: BinOp, x: i64, y: i64) -> R<Option<Value>> {
    let result = match op {
        BinOp::Add => x.checked_add(y),
        BinOp::Sub => x.checked_sub(y),
        BinOp::Mul => x.checked_mul(y),
        BinOp::FloorDiv => bigint::floor_div_i64(x, y),
        BinOp::Mod => bigint::modulo_i64(x, y),
        BinOp::And => Some(x & y),
        BinOp::Or => Some(x | y),
        BinOp::Xor => Some(x ^ y),
        BinOp::LShift if (0..63).contains(&y) && (x << y) >> y == x => Some(x << y),
        BinOp::RShift if y >= 0 => Some(x >> y.min(63)),
        BinOp::Pow if y >= 0 => bigint::pow_i64(x, y as u64),
        BinOp::TrueDiv => {
            let q = checked(vm, bigint::true_div_i64(x, y))?;
            return Ok(Some(Value::float(q)));
        }
        BinOp::DivMod => match (bigint::floor_div_i64(x, y), bigint::modulo_i64(x, y)) {
            (Some(q), Some(r)) => {
                let q = vm.int(q);
                let r = vm.int(r);
                return Ok(Some(vm.tuple(&[q, r])));
            }
            _ => None,
        },
        BinOp::MatMul => return Ok(None),
        _ => None,
    };
    match result {
        Some(i) => Ok(Some(vm.int(i))),
        None => big_binary(vm, op, IntRef::Small(x), IntRef::Small(y)),
    }
}

fn big(i: IntRef<'_>) -> Cow<'_, IBig> {
    match i {
        IntRef::Small(i) => Cow::Owned(IBig::from(i)),
        IntRef::Big(b) => Cow::Borrowed(b),
    }
}

/// Ints of any size; errors (zero divisors, negative shifts, sizes) are found here.
#[cold]
fn big_binary(vm: &mut Vm, op: BinOp, x: IntRef, y: IntRef) -> R<Option<Value>> {
    let (x, y) = (big(x), big(y));
    let (x, y) = (&*x, &*y);
    let result = match op {
        BinOp::Add => Ok(x + y),
        BinOp::Sub => Ok(x - y),
        BinOp::Mul => bigint::mul(x, y),
        BinOp::FloorDiv => bigint::floor_div(x, y),
        BinOp::Mod => bigint::modulo(x, y),
        BinOp::And => Ok(x & y),
        BinOp::Or => Ok(x | y),
        BinOp::Xor => Ok(x ^ y),
        BinOp::LShift => bigint::shl(x, y),
        BinOp::RShift => bigint::shr(x, y),
        BinOp::Pow if *y < IBig::ZERO => {
            let x = checked(vm, bigint::to_f64(x))?;
            let y = checked(vm, bigint::to_f64(y))?;
            return float_binary(vm, op, x, y);
        }
        BinOp::Pow => bigint::pow(x, y),
        BinOp::TrueDiv => {
            let q = checked(vm, bigint::true_div(x, y))?;
            return Ok(Some(Value::float(q)));
        }
        BinOp::DivMod => {
            let (q, r) = checked(vm, bigint::divmod(x, y))?;
            let q = vm.big(q);
            let r = vm.big(r);
            return Ok(Some(vm.tuple(&[q, r])));
        }
        BinOp::MatMul => return Ok(None),
    };
    let i = checked(vm, result)?;
    Ok(Some(vm.big(i)))
}

/// Two floats.
#[inline]
pub fn float_binary(vm: &mut Vm, op: BinOp, x: f64, y: f64) -> R<Option<Value>> {
    let result = match op {
        BinOp::Add => Ok(x + y),
        BinOp::Sub => Ok(x - y),
        BinOp::Mul => Ok(x * y),
        BinOp::TrueDiv => float::true_div(x, y),
        BinOp::FloorDiv => float::floor_div(x, y),
        BinOp::Mod => float::modulo(x, y),
        BinOp::Pow => match checked(vm, float::pow(x, y))? {
            Power::Real(f) => Ok(f),
            Power::Complex => {
                return complex_binary(vm, op, Cx { re: x, im: 0.0 }, Cx { re: y, im: 0.0 })
            }
        },
        BinOp::DivMod => {
            let (q, r) = checked(vm, float::divmod(x, y))?;
            return Ok(Some(vm.tuple(&[Value::float(q), Value::float(r)])));
        }
        _ => return Ok(None),
    };
    Ok(Some(Value::float(checked(vm, result)?)))
}

fn complex_binary(vm: &mut Vm, op: BinOp, x: Cx, y: Cx) -> R<Option<Value>> {
    let result = match op {
        BinOp::Add => Ok(complex::add(x, y)),
        BinOp::Sub => Ok(complex::sub(x, y)),
        BinOp::Mul => Ok(complex::mul(x, y)),
        BinOp::TrueDiv => complex::div(x, y),
        BinOp::Pow => complex::pow(x, y),
        _ => return Ok(None),
    };
    let z = checked(vm, result)?;
    Ok(Some(vm.complex(z.re, z.im)))
}

/// `pow(a, b, m)` for three ints; `None` when one is not an int.
pub fn pow_mod(vm: &mut Vm, a: Value, b: Value, m: Value) -> R<Option<Value>> {
    let (Some(x), Some(y), Some(z)) = (a.as_int_ref(), b.as_int_ref(), m.as_int_ref()) else {
        return Ok(None);
    };
    let (x, y, z) = (big(x), big(y), big(z));
    let r = checked(vm, bigint::modpow(&x, &y, &z))?;
    Ok(Some(vm.big(r)))
}

/// `-v`, `+v`, `~v`, `abs(v)` for numbers.
pub fn unary(vm: &mut Vm, op: Special, v: Value) -> R<Option<Value>> {
    let Some(n) = number(&v) else { return Ok(None) };
    Ok(Some(match n {
        Num::Int(IntRef::Small(i)) => {
            let small = match op {
                Special::Neg => i.checked_neg(),
                Special::Pos => Some(i),
                Special::Invert => Some(!i),
                Special::Abs => i.checked_abs(),
                _ => return Ok(None),
            };
            match small {
                Some(i) => vm.int(i),
                // Only the smallest 64-bit int gets here.
                None => vm.big(-IBig::from(i)),
            }
        }
        Num::Int(IntRef::Big(b)) => match op {
            Special::Neg => {
                let r = -b;
                vm.big(r)
            }
            Special::Pos => vm.plain_int(v),
            Special::Invert => {
                let r = !b;
                vm.big(r)
            }
            Special::Abs if *b < IBig::ZERO => {
                let r = -b;
                vm.big(r)
            }
            Special::Abs => vm.plain_int(v),
            _ => return Ok(None),
        },
        Num::Float(f) => match op {
            Special::Neg => Value::float(-f),
            Special::Pos => Value::float(f),
            Special::Abs => Value::float(f.abs()),
            _ => return Ok(None),
        },
        Num::Complex(z) => match op {
            Special::Neg => vm.complex(-z.re, -z.im),
            Special::Pos => vm.complex(z.re, z.im),
            Special::Abs => {
                let r = match complex::abs(z) {
                    Ok(r) => r,
                    Err(e) => return math_error(vm, e),
                };
                Value::float(r)
            }
            _ => return Ok(None),
        },
    }))
}

/// A comparison of numbers: exact, whatever the types. `None` is NotImplemented.
#[inline]
pub fn compare(op: CmpOp, a: Value, b: Value) -> Option<bool> {
    if a.is_float() && b.is_float() {
        return Some(op.of(a.as_float(), b.as_float()));
    }
    let x = number(&a)?;
    let y = number(&b)?;
    if matches!(x, Num::Complex(_)) || matches!(y, Num::Complex(_)) {
        return match op {
            CmpOp::Eq => Some(complex_equal(x, y)),
            CmpOp::Ne => Some(!complex_equal(x, y)),
            _ => None,
        };
    }
    Some(op.of_ordering(order(x, y)))
}

/// Three-way comparison of real numbers; `None` with a NaN.
fn order(x: Num, y: Num) -> Option<Ordering> {
    match (x, y) {
        (Num::Int(x), Num::Int(y)) => Some(int_order(x, y)),
        (Num::Int(x), Num::Float(y)) => int_float_order(x, y),
        (Num::Float(x), Num::Int(y)) => int_float_order(y, x).map(Ordering::reverse),
        (Num::Float(x), Num::Float(y)) => x.partial_cmp(&y),
        _ => None,
    }
}

fn int_float_order(x: IntRef, y: f64) -> Option<Ordering> {
    match x {
        IntRef::Small(i) => bigint::cmp_i64_f64(i, y),
        IntRef::Big(b) => bigint::cmp_f64(b, y),
    }
}

/// Three-way comparison of ints.
pub fn int_order(x: IntRef, y: IntRef) -> Ordering {
    match (x, y) {
        (IntRef::Small(x), IntRef::Small(y)) => x.cmp(&y),
        // A big int lies outside the 64-bit range.
        (IntRef::Small(_), IntRef::Big(y)) => {
            if *y < IBig::ZERO {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (IntRef::Big(x), IntRef::Small(_)) => {
            if *x < IBig::ZERO {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (IntRef::Big(x), IntRef::Big(y)) => x.cmp(y),
    }
}

fn complex_equal(x: Num, y: Num) -> bool {
    match (x, y) {
        (Num::Complex(x), Num::Complex(y)) => x.re == y.re && x.im == y.im,
        (Num::Complex(z), real) | (real, Num::Complex(z)) => {
            z.im == 0.0 && order(Num::Float(z.re), real) == Some(Ordering::Equal)
        }
        _ => false,
    }
}

/// The compensation after adding `x` to the running float sum `s` giving `t` (Neumaier).
pub fn compensation(c: f64, s: f64, x: f64, t: f64) -> f64 {
    if s.abs() >= x.abs() {
        c + ((s - t) + x)
    } else {
        c + ((x - t) + s)
    }
}

/// Prelude intrinsic `fsum_step(c, s, x, t)`: the new compensation of a float sum.
pub fn fsum_step(_: &mut Vm, a: &[Value]) -> R {
    let f = |v: Value| v.to_f64_exact().unwrap_or(0.0);
    Ok(Value::float(compensation(f(a[0]), f(a[1]), f(a[2]), f(a[3]))))
}
