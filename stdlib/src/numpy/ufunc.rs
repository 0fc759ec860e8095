//! The engine of element-wise functions: operands, promotion, broadcasting, outputs, warnings.
//!
//! A call goes through four steps: every argument becomes a [`Given`]; the common dtype follows
//! NEP 50; operands are made contiguous in the loop's dtype (only if they are not already); one
//! loop of `kernels` runs over everything. If all operands are 0-d the result is a scalar.

use super::create;
use super::dtype::{self, Class_};
use super::kernels;
pub use super::kernels::{Bin, Un};
use super::memory::{self, fenv, Dest, Num, Operand};
use super::scalar::{self, make};
use super::warn;
use adder_text::bigint::IntRef;
use adder_vm::object::ndarray::{DType, NdArray, NpScalar, C_CONTIGUOUS, WRITEABLE};
use adder_vm::{Gc, Kind, Value, Vm, R};

/// An argument.
#[derive(Clone, Copy)]
pub enum Given {
    /// A Python int or float: takes the dtype of the others.
    Weak(Num),
    /// A Python int beyond 64 bits.
    Big(Value),
    /// A NumPy scalar or a bool.
    Strong(Num, DType),
    Array(Gc<NdArray>),
}

impl Given {
    fn is_scalar(&self) -> bool {
        !matches!(self, Given::Array(a) if a.ndim > 0)
    }
}

/// What an argument is; `None` for values that are not numbers or (nested) sequences of them.
pub fn given(vm: &mut Vm, v: Value) -> R<Option<Given>> {
    if v.is_float() {
        return Ok(Some(Given::Weak(Num::F(v.as_float()))));
    }
    if v.is_int() {
        return Ok(Some(Given::Weak(Num::I(v.as_int()))));
    }
    if v.is_bool() {
        return Ok(Some(Given::Strong(Num::I((v == Value::TRUE) as i64), DType::Bool)));
    }
    Ok(Some(match v.kind() {
        Some(Kind::NpScalar) => {
            let s = v.expect::<NpScalar>();
            Given::Strong(scalar::number(s), s.dtype)
        }
        Some(Kind::NdArray) => Given::Array(v.expect()),
        Some(Kind::List | Kind::Tuple | Kind::Range) => {
            Given::Array(create::as_array(vm, v, None)?)
        }
        Some(Kind::HeapInt | Kind::BigInt | Kind::IntSub) => match v.as_int_ref() {
            Some(IntRef::Small(i)) => Given::Weak(Num::I(i)),
            _ => Given::Big(v),
        },
        Some(Kind::FloatSub) => Given::Weak(Num::F(v.to_f64_exact().unwrap_or(f64::NAN))),
        _ => return Ok(None),
    }))
}

/// The dtype that the operands have in common.
pub fn common(all: &[Given]) -> DType {
    let mut strong: Option<DType> = None;
    let (mut weak_int, mut weak_float) = (false, false);
    for g in all {
        let d = match g {
            Given::Weak(Num::F(_)) => {
                weak_float = true;
                continue;
            }
            Given::Weak(_) | Given::Big(_) => {
                weak_int = true;
                continue;
            }
            Given::Strong(_, d) => *d,
            Given::Array(a) => a.dtype,
        };
        strong = Some(strong.map_or(d, |s| dtype::promote(s, d)));
    }
    match strong {
        None if weak_float => DType::Float64,
        None => DType::Int64,
        Some(d) if weak_float && !dtype::is_float(d) => DType::Float64,
        Some(DType::Bool) if weak_int => DType::Int64,
        Some(d) => d,
    }
}

/// The shape that all broadcast to.
pub fn broadcast(vm: &mut Vm, shapes: &[&[isize]]) -> R<Vec<isize>> {
    let nd = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out = vec![1isize; nd];
    for s in shapes {
        let lead = nd - s.len();
        for (k, &n) in s.iter().enumerate() {
            let o = &mut out[lead + k];
            if *o == 1 {
                *o = n;
            } else if n != 1 && n != *o {
                let all: Vec<String> = shapes.iter().map(|s| memory::shape_text(s)).collect();
                let text = all.join(" ");
                return vm.value_error(format!(
                    "operands could not be broadcast together with shapes {text} "
                ));
            }
        }
    }
    Ok(out)
}

fn shapes_of(all: &[Given]) -> Vec<&'static [isize]> {
    all.iter()
        .filter_map(|g| match g {
            Given::Array(a) => Some(&*a.shape()),
            _ => None,
        })
        .collect()
}

/// The operand of a loop over `shape` in dtype `d`. `out` is where the loop will write.
fn operand(
    vm: &mut Vm,
    g: Given,
    d: DType,
    shape: &[isize],
    out: Option<Gc<NdArray>>,
) -> R<Operand> {
    match g {
        Given::Weak(n) => {
            if let (Num::I(i), Class_::Signed | Class_::Unsigned) = (n, dtype::kind(d)) {
                let (lo, hi) = dtype::int_range(d);
                if !(lo..=hi).contains(&(i as i128)) {
                    let v = vm.int(i);
                    return scalar::out_of_bounds(vm, v, d);
                }
            }
            Ok(Operand::one(n, d))
        }
        Given::Big(v) => Ok(Operand::one(scalar::to_num(vm, v, d)?, d)),
        Given::Strong(n, _) => Ok(Operand::one(n, d)),
        Given::Array(a) => {
            if a.size == 1 && memory::count(shape) != Some(1) {
                let n = Num::of_bits(memory::read_bits(a, 0), a.dtype);
                return Ok(Operand::one(n, d));
            }
            if a.shape() == shape {
                let mut c = memory::to_contiguous(vm, a, d)?;
                if let Some(o) = out {
                    if c.data != o.data && memory::overlap(c, o) {
                        c = memory::copy_as(vm, c, d)?;
                    }
                }
                return Ok(Operand::array(c));
            }
            let full = memory::new_array(vm, d, shape)?;
            memory::assign(vm, full, a)?;
            Ok(Operand::array(full))
        }
    }
}

#[cold]
fn unsupported<T>(vm: &mut Vm, name: &str) -> R<T> {
    vm.type_error(format!(
        "ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''"
    ))
}

fn floating(d: DType) -> DType {
    if dtype::is_float(d) {
        d
    } else {
        DType::Float64
    }
}

/// Loop dtype and result dtype of a binary operation.
fn resolve2(vm: &mut Vm, op: Bin, d: DType) -> R<(DType, DType)> {
    use Bin::*;
    Ok(match op {
        Divide | Arctan2 | Hypot | Copysign | Logaddexp => (floating(d), floating(d)),
        Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual | LogicalAnd | LogicalOr
        | LogicalXor => (d, DType::Bool),
        And | Or | Xor | LeftShift | RightShift if dtype::is_float(d) => {
            return unsupported(vm, op.name())
        }
        LeftShift | RightShift | FloorDivide | Remainder | Fmod | Power if d == DType::Bool => {
            (DType::Int8, DType::Int8)
        }
        Subtract if d == DType::Bool => {
            return vm.type_error(
                "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.",
            )
        }
        _ => (d, d),
    })
}

fn resolve1(vm: &mut Vm, op: Un, d: DType) -> R<(DType, DType)> {
    Ok(match op {
        Un::Isnan | Un::Isinf | Un::Isfinite | Un::LogicalNot | Un::Signbit => (d, DType::Bool),
        Un::Invert if dtype::is_float(d) => return unsupported(vm, op.name()),
        Un::Negative if d == DType::Bool => {
            return vm.type_error(
                "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.",
            )
        }
        _ if kernels::float_function(op).is_some() => (floating(d), floating(d)),
        _ => (d, d),
    })
}

/// Tells what a loop in floating point ran into.
fn report(vm: &mut Vm, name: &str) {
    let [invalid, zero, over] = fenv::raised();
    if invalid || zero || over {
        warn::float_errors(vm, name, [zero, over, invalid]);
    }
}

/// As `report`, for one result whose inputs are known.
#[inline]
fn report_scalar(vm: &mut Vm, name: &str, operator: bool, result: f64, a: f64, b: f64) {
    if result.is_finite() {
        return;
    }
    let invalid = result.is_nan() && !a.is_nan() && !b.is_nan();
    let fresh = result.is_infinite() && a.is_finite() && b.is_finite();
    let pole = match name {
        "divide" | "floor_divide" => b == 0.0,
        "log" | "log2" | "log10" | "log1p" | "reciprocal" | "arctanh" => true,
        "power" => a == 0.0,
        _ => false,
    };
    if invalid || fresh {
        let full = if operator { format!("scalar {name}") } else { name.to_string() };
        warn::float_errors(vm, &full, [fresh && pole, fresh && !pole, invalid]);
    }
}

/// Where a function writes, and with what name errors speak.
#[derive(Clone, Copy, Default)]
pub struct How {
    pub out: Option<Gc<NdArray>>,
    /// Called by an operator: warnings of scalars say so.
    pub operator: bool,
    pub dtype: Option<DType>,
}

/// The array to write to, or a temporary that [`finish`] copies.
fn target(vm: &mut Vm, name: &str, how: How, d: DType, shape: &[isize]) -> R<Gc<NdArray>> {
    let Some(out) = how.out else { return memory::new_array(vm, d, shape) };
    if out.shape() != shape {
        let (a, b) = (memory::shape_text(out.shape()), memory::shape_text(shape));
        return vm.value_error(format!(
            "non-broadcastable output operand with shape {a} doesn't match the broadcast shape {b}"
        ));
    }
    if out.flags & WRITEABLE == 0 {
        return vm.value_error("output array is read-only");
    }
    if !dtype::same_kind(d, out.dtype) {
        let (a, b) = (dtype::name(d), dtype::name(out.dtype));
        return vm.type_error(format!(
            "Cannot cast ufunc '{name}' output from dtype('{a}') to dtype('{b}') with casting rule 'same_kind'"
        ));
    }
    if out.dtype == d && out.flags & C_CONTIGUOUS != 0 {
        return Ok(out);
    }
    memory::new_array(vm, d, shape)
}

fn finish(vm: &mut Vm, how: How, result: Gc<NdArray>) -> R {
    if let Some(out) = how.out {
        if out != result {
            memory::assign(vm, out, result)?;
        }
        return Ok(out.value());
    }
    Ok(result.value())
}

/// A binary function of anything.
pub fn binary(vm: &mut Vm, op: Bin, a: Given, b: Given, how: How) -> R {
    let d = how.dtype.unwrap_or_else(|| common(&[a, b]));
    let (mut ld, rd) = resolve2(vm, op, d)?;
    if rd == DType::Bool && ld != DType::Bool && !fits(a, ld) | !fits(b, ld) {
        ld = DType::Float64;
    }
    let integer = !dtype::is_float(ld);
    if a.is_scalar() && b.is_scalar() && how.out.is_none() {
        let x = operand(vm, a, ld, &[], None)?;
        let y = operand(vm, b, ld, &[], None)?;
        check_integers(vm, op, integer, &x, &y, how.operator)?;
        let dest = Dest::one(rd);
        kernels::binary(op, ld, &x, &y, &dest);
        let bits = dest.bits();
        if dtype::is_float(rd) {
            let (fa, fb) = (as_f64(a), as_f64(b));
            let r = Num::of_bits(bits, rd).to_f64();
            report_scalar(vm, op.name(), how.operator, r, fa, fb);
        } else if integer && how.operator && matches!(op, Bin::Add | Bin::Subtract | Bin::Multiply)
        {
            int_overflow(vm, op, ld, rd, a, b, bits);
        }
        return Ok(make(vm, rd, bits));
    }
    let mut shapes = shapes_of(&[a, b]);
    if shapes.is_empty() {
        shapes.push(&[]);
    }
    let shape = broadcast(vm, &shapes)?;
    let result = target(vm, op.name(), how, rd, &shape)?;
    let x = operand(vm, a, ld, &shape, Some(result))?;
    let y = operand(vm, b, ld, &shape, Some(result))?;
    check_integers(vm, op, integer, &x, &y, false)?;
    if integer && op != Bin::Divide {
        kernels::binary(op, ld, &x, &y, &Dest::array(result));
    } else {
        fenv::clear();
        kernels::binary(op, ld, &x, &y, &Dest::array(result));
        if rd != DType::Bool {
            report(vm, op.name());
        }
    }
    finish(vm, how, result)
}

/// Does a weak int fit the dtype?
fn fits(g: Given, d: DType) -> bool {
    match g {
        Given::Weak(Num::I(i)) if matches!(dtype::kind(d), Class_::Signed | Class_::Unsigned) => {
            let (lo, hi) = dtype::int_range(d);
            (lo..=hi).contains(&(i as i128))
        }
        Given::Big(_) => false,
        _ => true,
    }
}

fn as_f64(g: Given) -> f64 {
    match g {
        Given::Weak(n) | Given::Strong(n, _) => n.to_f64(),
        Given::Big(_) => 0.0,
        Given::Array(a) => Num::of_bits(memory::read_bits(a, 0), a.dtype).to_f64(),
    }
}

fn wide(g: Given) -> Option<i128> {
    match g {
        Given::Weak(n) | Given::Strong(n, _) => match n {
            Num::I(i) => Some(i as i128),
            Num::U(u) => Some(u as i128),
            Num::F(_) => None,
        },
        _ => None,
    }
}

#[allow(clippy::too_many_arguments)]
fn int_overflow(vm: &mut Vm, op: Bin, ld: DType, rd: DType, a: Given, b: Given, bits: u64) {
    let (Some(x), Some(y)) = (wide(a), wide(b)) else { return };
    if ld == DType::Bool {
        return;
    }
    let exact = match op {
        Bin::Add => Some(x + y),
        Bin::Subtract => Some(x - y),
        _ => x.checked_mul(y),
    };
    let got = match Num::of_bits(bits, rd) {
        Num::I(i) => i as i128,
        Num::U(u) => u as i128,
        Num::F(_) => return,
    };
    if exact != Some(got) {
        warn::float_errors(vm, &format!("scalar {}", op.name()), [false, true, false]);
    }
}

fn check_integers(
    vm: &mut Vm,
    op: Bin,
    integer: bool,
    x: &Operand,
    y: &Operand,
    scalar: bool,
) -> R<()> {
    let _ = x;
    if !integer {
        return Ok(());
    }
    match op {
        Bin::Power if y.has_negative() => {
            vm.value_error("Integers to negative integer powers are not allowed.")
        }
        Bin::FloorDivide | Bin::Remainder | Bin::Fmod if y.has_zero() => {
            let name = op.name();
            let full = if scalar { format!("scalar {name}") } else { name.to_string() };
            warn::float_errors(vm, &full, [true, false, false]);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A unary function of anything.
pub fn unary(vm: &mut Vm, op: Un, a: Given, how: How) -> R {
    let d = how.dtype.unwrap_or_else(|| common(&[a]));
    let (ld, rd) = resolve1(vm, op, d)?;
    if a.is_scalar() && how.out.is_none() {
        let x = operand(vm, a, ld, &[], None)?;
        let dest = Dest::one(rd);
        kernels::unary(op, ld, &x, &dest);
        let bits = dest.bits();
        if dtype::is_float(rd) {
            let r = Num::of_bits(bits, rd).to_f64();
            report_scalar(vm, op.name(), how.operator, r, as_f64(a), 0.0);
        }
        return Ok(make(vm, rd, bits));
    }
    let shape = match a {
        Given::Array(a) => a.shape().to_vec(),
        _ => how.out.map_or(Vec::new(), |o| o.shape().to_vec()),
    };
    let result = target(vm, op.name(), how, rd, &shape)?;
    let x = operand(vm, a, ld, &shape, Some(result))?;
    fenv::clear();
    kernels::unary(op, ld, &x, &Dest::array(result));
    if dtype::is_float(rd) {
        report(vm, op.name());
    }
    finish(vm, how, result)
}

/// A binary operator; NotImplemented for operands that are not numeric.
pub fn operator(vm: &mut Vm, op: Bin, a: Value, b: Value) -> R {
    if let Some(r) = quick(vm, op, a, b) {
        return Ok(r);
    }
    let Some(x) = given(vm, a)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(y) = given(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if op == Bin::Power {
        if let (Given::Array(base), Given::Weak(e)) = (x, y) {
            if let Some(r) = small_power(vm, base, e)? {
                return Ok(r);
            }
        }
    }
    binary(vm, op, x, y, How { operator: true, ..How::default() })
}

/// Two doubles, at least one of them a `np.float64`.
#[inline]
fn quick(vm: &mut Vm, op: Bin, a: Value, b: Value) -> Option<Value> {
    let real = |v: Value| {
        if v.is_float() {
            return Some(v.as_float());
        }
        if v.is_int() {
            return Some(v.as_int() as f64);
        }
        let s = v.cast::<NpScalar>()?;
        (s.dtype == DType::Float64).then(|| f64::from_bits(s.bits))
    };
    let is_double = |v: Value| v.cast::<NpScalar>().is_some_and(|s| s.dtype == DType::Float64);
    if !is_double(a) && !is_double(b) {
        return None;
    }
    let (x, y) = (real(a)?, real(b)?);
    let truth = match op {
        Bin::Less => x < y,
        Bin::LessEqual => x <= y,
        Bin::Greater => x > y,
        Bin::GreaterEqual => x >= y,
        Bin::Equal => x == y,
        Bin::NotEqual => x != y,
        _ => {
            let r = match op {
                Bin::Add => x + y,
                Bin::Subtract => x - y,
                Bin::Multiply => x * y,
                Bin::Divide => x / y,
                Bin::Power => x.powf(y),
                _ => return None,
            };
            report_scalar(vm, op.name(), true, r, x, y);
            return Some(make(vm, DType::Float64, r.to_bits()));
        }
    };
    Some(make(vm, DType::Bool, truth as u64))
}

/// `array ** number` for the exponents that NumPy computes without `pow`.
fn small_power(vm: &mut Vm, base: Gc<NdArray>, e: Num) -> R<Option<Value>> {
    let float = dtype::is_float(base.dtype);
    let e = match e {
        Num::F(f) if float => f,
        Num::I(2) => 2.0,
        Num::I(i) if float => i as f64,
        _ => return Ok(None),
    };
    let op = if e == 2.0 {
        Un::Square
    } else if e == 1.0 {
        Un::Positive
    } else if e == 0.5 {
        Un::Sqrt
    } else if e == -1.0 {
        Un::Reciprocal
    } else {
        return Ok(None);
    };
    if base.dtype == DType::Bool || base.ndim == 0 {
        return Ok(None);
    }
    Ok(Some(unary(vm, op, Given::Array(base), How { operator: true, ..How::default() })?))
}

/// `==` and `!=`: elementwise, and False for what cannot be compared.
pub fn equality(vm: &mut Vm, op: Bin, a: Value, b: Value) -> R {
    if let Some(r) = quick(vm, op, a, b) {
        return Ok(r);
    }
    match (given(vm, a)?, given(vm, b)?) {
        (Some(x), Some(y)) => binary(vm, op, x, y, How { operator: true, ..How::default() }),
        (Some(Given::Array(x)), None) if b.is_none() || b.is_kind(Kind::Str) => {
            let shape = x.shape().to_vec();
            let out = memory::new_array(vm, DType::Bool, &shape)?;
            if op == Bin::NotEqual {
                let word = Operand::one(Num::I(1), DType::Bool);
                kernels::unary(Un::Positive, DType::Bool, &word, &Dest::array(out));
            }
            Ok(out.value())
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// An in-place operator of an array.
pub fn in_place(vm: &mut Vm, op: Bin, a: Gc<NdArray>, b: Value) -> R {
    let Some(y) = given(vm, b)? else { return Ok(Value::NOT_IMPLEMENTED) };
    let how = How { out: Some(a), operator: true, dtype: None };
    if op == Bin::Power {
        if let Given::Weak(Num::I(2)) = y {
            return unary(vm, Un::Square, Given::Array(a), how);
        }
    }
    binary(vm, op, Given::Array(a), y, how)
}

/// A unary operator.
pub fn unary_value(vm: &mut Vm, op: Un, a: Value) -> R {
    match given(vm, a)? {
        Some(x) => unary(vm, op, x, How { operator: true, ..How::default() }),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// An argument that must be numeric.
pub fn need(vm: &mut Vm, name: &str, v: Value) -> R<Given> {
    match given(vm, v)? {
        Some(g) => Ok(g),
        None => {
            let a = create::as_array(vm, v, None);
            match a {
                Ok(a) => Ok(Given::Array(a)),
                Err(_) if vm.exception_is(vm.types.type_error) => {
                    vm.take_exception();
                    unsupported(vm, name)
                }
                Err(e) => Err(e),
            }
        }
    }
}

/// A binary function of values, as Rust callers use it.
pub fn apply2(vm: &mut Vm, op: Bin, a: Value, b: Value) -> R {
    let x = need(vm, op.name(), a)?;
    let y = need(vm, op.name(), b)?;
    binary(vm, op, x, y, How::default())
}
