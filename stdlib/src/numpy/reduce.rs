//! Reductions: sum, prod, mean, var, std, min, max, argmin, argmax, any, all, cumsum, cumprod.
//!
//! Floats are summed in NumPy's order: *pairwise* along the fastest axis (blocks of eight
//! accumulators up to 128 elements, halved recursively above), one after the other along any other
//! axis. Sums that convert on the way work in chunks of 8192 elements, like NumPy's buffers.
//!
//! Every reduction moves the reduced axis to the end and looks at contiguous *lanes*.

use super::create;
use super::dtype::{self, Class_};
use super::memory::{self, with_elem, Bit, Elem, Num};
use super::scalar::make;
use super::ufunc::{self, Bin, Given, How, Un};
use super::warn;
use adder_vm::args::Params;
use adder_vm::object::ndarray::{DType, NdArray, C_CONTIGUOUS, F_CONTIGUOUS};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};

/// What is computed from a lane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    Sum,
    Prod,
    Min,
    Max,
    ArgMin,
    ArgMax,
    Any,
    All,
    Mean,
    CumSum,
    CumProd,
}

impl Op {
    fn name(self) -> &'static str {
        match self {
            Op::Sum => "sum",
            Op::Prod => "prod",
            Op::Min => "min",
            Op::Max => "max",
            Op::ArgMin => "argmin",
            Op::ArgMax => "argmax",
            Op::Any => "any",
            Op::All => "all",
            Op::Mean => "mean",
            Op::CumSum => "cumsum",
            Op::CumProd => "cumprod",
        }
    }
}

/// Addition and multiplication for lanes.
trait Total: Elem {
    fn add(self, b: Self) -> Self;
    fn mul(self, b: Self) -> Self;
}

macro_rules! totals {
    ($($t:ident $add:ident $mul:ident;)*) => {$(
        impl Total for $t {
            #[inline(always)]
            fn add(self, b: $t) -> $t { self.$add(b) }
            #[inline(always)]
            fn mul(self, b: $t) -> $t { self.$mul(b) }
        }
    )*};
}

totals! {
    i8 wrapping_add wrapping_mul; u8 wrapping_add wrapping_mul;
    i16 wrapping_add wrapping_mul; u16 wrapping_add wrapping_mul;
    i32 wrapping_add wrapping_mul; u32 wrapping_add wrapping_mul;
    i64 wrapping_add wrapping_mul; u64 wrapping_add wrapping_mul;
}

macro_rules! float_totals {
    ($($t:ident)*) => {$(
        impl Total for $t {
            #[inline(always)]
            fn add(self, b: $t) -> $t { self + b }
            #[inline(always)]
            fn mul(self, b: $t) -> $t { self * b }
        }
    )*};
}

float_totals! { f32 f64 }

impl Total for Bit {
    fn add(self, b: Bit) -> Bit {
        Bit::new(self.get() | b.get())
    }
    fn mul(self, b: Bit) -> Bit {
        Bit::new(self.get() & b.get())
    }
}

/// NumPy's pairwise sum.
fn pairwise<T: Total>(a: &[T]) -> T {
    let n = a.len();
    if n < 8 {
        // A sum of negative zeroes stays negative.
        let mut r = T::from_num(Num::F(-0.0));
        for &x in a {
            r = r.add(x);
        }
        return r;
    }
    if n <= 128 {
        let mut r: [T; 8] = [a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]];
        let whole = n - n % 8;
        for block in a[8..whole].chunks_exact(8) {
            for k in 0..8 {
                r[k] = r[k].add(block[k]);
            }
        }
        let mut total =
            (r[0].add(r[1]).add(r[2].add(r[3]))).add(r[4].add(r[5]).add(r[6].add(r[7])));
        for &x in &a[whole..] {
            total = total.add(x);
        }
        return total;
    }
    let mut half = n / 2;
    half -= half % 8;
    pairwise(&a[..half]).add(pairwise(&a[half..]))
}

fn sum_lane<T: Total>(a: &[T], fast: bool, chunk: usize) -> T {
    let mut r = T::from_num(Num::F(-0.0));
    if !fast {
        for &x in a {
            r = r.add(x);
        }
        return r;
    }
    if chunk == 0 {
        return r.add(pairwise(a));
    }
    for part in a.chunks(chunk) {
        r = r.add(pairwise(part));
    }
    r
}

/// Index of the extreme element; the first NaN wins.
fn extreme<T: Elem>(a: &[T], max: bool) -> usize {
    let mut at = 0;
    for (i, &x) in a.iter().enumerate() {
        if x.is_nan() {
            return i;
        }
        let better = if max { x > a[at] } else { x < a[at] };
        if better {
            at = i;
        }
    }
    at
}

/// The largest or smallest element of a non-empty lane; NaN if there is one.
fn bound<T: Elem>(a: &[T], max: bool) -> T {
    let mut r = a[0];
    let mut nan = r.is_nan();
    for &x in a {
        let better = if max { x > r } else { x < r };
        r = if better { x } else { r };
        nan |= x.is_nan();
    }
    if nan {
        a[extreme(a, max)]
    } else {
        r
    }
}

/// One lane's result, as element bits of the result dtype.
fn lane<T: Total>(op: Op, a: &[T], fast: bool, chunk: usize) -> T {
    match op {
        Op::Sum | Op::Mean => sum_lane(a, fast, chunk),
        Op::Prod => a.iter().fold(T::from_num(Num::I(1)), |r, &x| r.mul(x)),
        Op::Min => bound(a, false),
        _ => bound(a, true),
    }
}

/// The array with the reduced axis last and contiguous in `dtype`, and whether that axis was the
/// fastest one.
fn lanes(vm: &mut Vm, a: Gc<NdArray>, axis: Option<usize>, d: DType) -> R<(Gc<NdArray>, bool)> {
    let Some(axis) = axis else {
        // All elements, in memory order where they have one.
        let mut src = a;
        if a.flags & C_CONTIGUOUS == 0 && a.flags & F_CONTIGUOUS != 0 {
            let axes: Vec<usize> = (0..a.ndim as usize).rev().collect();
            let (shape, strides) = memory::permuted(a, &axes);
            src = memory::view(vm, a, 0, &shape, &strides);
        }
        return Ok((memory::to_contiguous(vm, src, d)?, true));
    };
    let nd = a.ndim as usize;
    let mut axes: Vec<usize> = (0..nd).filter(|&k| k != axis).collect();
    axes.push(axis);
    let (shape, strides) = memory::permuted(a, &axes);
    let own = strides[nd - 1].abs();
    let fast = strides.iter().zip(&shape).all(|(s, &n)| n <= 1 || s.abs() >= own);
    let view = memory::view(vm, a, 0, &shape, &strides);
    Ok((memory::to_contiguous(vm, view, d)?, fast))
}

/// The dtype a reduction computes in.
fn work_dtype(op: Op, d: DType, want: Option<DType>) -> DType {
    if let Some(w) = want {
        return w;
    }
    match op {
        Op::Sum | Op::Prod | Op::CumSum | Op::CumProd => match dtype::kind(d) {
            Class_::Bool | Class_::Signed => DType::Int64,
            Class_::Unsigned => DType::UInt64,
            Class_::Float => d,
        },
        Op::Mean if !dtype::is_float(d) => DType::Float64,
        _ => d,
    }
}

/// An axis argument, negative ones counted from the end.
pub fn axis_arg(vm: &mut Vm, v: Value, nd: usize) -> R<Option<usize>> {
    if v.is_undef() || v.is_none() {
        return Ok(None);
    }
    let k = vm.arg_i64(v)?;
    let at = if k < 0 { k + nd as i64 } else { k };
    if at < 0 || at >= nd as i64 {
        let class = vm.types.value_error;
        let class = super::axis_error(vm).unwrap_or(class);
        return vm
            .raise_msg(class, &format!("axis {k} is out of bounds for array of dimension {nd}"));
    }
    Ok(Some(at as usize))
}

/// A reduction of an array over one axis or all elements.
pub fn reduce(
    vm: &mut Vm,
    op: Op,
    a: Gc<NdArray>,
    axis: Option<usize>,
    want: Option<DType>,
    keep: bool,
) -> R {
    let d = work_dtype(op, a.dtype, want);
    let (src, fast) = lanes(vm, a, axis, d)?;
    let nd = a.ndim as usize;
    let n = match axis {
        Some(k) => a.shape()[k] as usize,
        None => a.size,
    };
    let shape: Vec<isize> = match axis {
        None if keep => vec![1; nd],
        None => Vec::new(),
        Some(k) if keep => {
            let mut s = a.shape().to_vec();
            s[k] = 1;
            s
        }
        Some(k) => {
            let mut s = a.shape().to_vec();
            s.remove(k);
            s
        }
    };
    if n == 0 {
        match op {
            Op::Min | Op::Max => {
                let full = if op == Op::Min { "minimum" } else { "maximum" };
                return vm.value_error(format!(
                    "zero-size array to reduction operation {full} which has no identity"
                ));
            }
            Op::ArgMin | Op::ArgMax => {
                return vm
                    .value_error(format!("attempt to get {} of an empty sequence", op.name()));
            }
            Op::Mean => warn::runtime(vm, "Mean of empty slice"),
            _ => {}
        }
    }
    let rd = match op {
        Op::ArgMin | Op::ArgMax => DType::Int64,
        Op::Any | Op::All => DType::Bool,
        _ => d,
    };
    let chunk = if a.dtype == d || axis.is_some() { 0 } else { 8192 };
    let count = memory::count(&shape).unwrap_or(0);
    let out = memory::new_array(vm, rd, &shape)?;
    let step = rd.size() as isize;
    with_elem!(d, T => {
        let all = memory::elems::<T>(src);
        let zero = T::from_num(Num::I(0));
        for i in 0..count {
            let a = &all[i * n..(i + 1) * n];
            let num = match op {
                Op::ArgMin => Num::I(extreme(a, false) as i64),
                Op::ArgMax => Num::I(extreme(a, true) as i64),
                Op::Any => Num::I(a.iter().any(|x| *x != zero) as i64),
                Op::All => Num::I(a.iter().all(|x| *x != zero) as i64),
                _ => lane(op, a, fast, chunk).num(),
            };
            memory::write_num(out, i as isize * step, num);
        }
    });
    if op == Op::Mean {
        let by = Given::Strong(Num::F(n as f64), rd);
        let how = How { out: Some(out), ..How::default() };
        ufunc::binary(vm, Bin::Divide, Given::Array(out), by, how)?;
    }
    Ok(unwrap(vm, out))
}

/// A 0-d result as a scalar.
pub fn unwrap(vm: &mut Vm, a: Gc<NdArray>) -> Value {
    if a.ndim > 0 {
        return a.value();
    }
    let bits = memory::read_bits(a, 0);
    make(vm, a.dtype, bits)
}

fn running<T: Total>(op: Op, a: &[T], out: &mut [T], n: usize) {
    for (x, y) in a.chunks(n.max(1)).zip(out.chunks_mut(n.max(1))) {
        let mut acc = x[0];
        y[0] = acc;
        for k in 1..x.len() {
            acc = if op == Op::CumSum { acc.add(x[k]) } else { acc.mul(x[k]) };
            y[k] = acc;
        }
    }
}

/// `cumsum` and `cumprod`.
fn scan(vm: &mut Vm, op: Op, a: Gc<NdArray>, axis: Option<usize>, want: Option<DType>) -> R {
    let d = work_dtype(op, a.dtype, want);
    let axis = if a.ndim == 1 { Some(0) } else { axis };
    let Some(k) = axis else {
        let c = memory::to_contiguous(vm, a, d)?;
        let out = memory::new_array(vm, d, &[a.size as isize])?;
        with_elem!(d, T => running::<T>(op, memory::elems(c), memory::elems_mut(out), a.size));
        return Ok(out.value());
    };
    let (src, _) = lanes(vm, a, axis, d)?;
    let shape = src.shape().to_vec();
    let out = memory::new_array(vm, d, &shape)?;
    let n = a.shape()[k] as usize;
    with_elem!(d, T => running::<T>(op, memory::elems(src), memory::elems_mut(out), n));
    // Back to the old order of axes.
    let nd = a.ndim as usize;
    let mut axes: Vec<usize> = (0..nd - 1).collect();
    axes.insert(k, nd - 1);
    let (s, t) = memory::permuted(out, &axes);
    let view = memory::view(vm, out, 0, &s, &t);
    Ok(memory::to_contiguous(vm, view, d)?.value())
}

/// A reduction called from Python: `(a, axis, dtype, out, keepdims)`; `default` is the axis if none
/// is given.
pub fn call(vm: &mut Vm, op: Op, args: Args, default: Value) -> R {
    let ([v, axis, dt, out, keep, _, _]) = match op {
        Op::Min | Op::Max | Op::Any | Op::All => {
            let [v, axis, out, keep, i, w] =
                Params::new(op.name(), ["a", "axis", "out", "keepdims", "initial", "where"])
                    .required(1)
                    .parse(vm, args)?;
            [v, axis, Value::UNDEF, out, keep, i, w]
        }
        Op::ArgMin | Op::ArgMax => {
            let [v, axis, out, keep] = Params::new(op.name(), ["a", "axis", "out", "keepdims"])
                .required(1)
                .parse(vm, args)?;
            [v, axis, Value::UNDEF, out, keep, Value::UNDEF, Value::UNDEF]
        }
        _ => Params::new(op.name(), ["a", "axis", "dtype", "out", "keepdims", "initial", "where"])
            .required(1)
            .parse(vm, args)?,
    };
    let a = create::as_array(vm, v, None)?;
    let want = dtype::parse(vm, dt)?;
    let keep = !keep.is_undef() && vm.truth(keep)?;
    let axis = if axis.is_undef() { default } else { axis };
    let r = match axis.cast::<adder_vm::object::Tuple>() {
        Some(t) => {
            let mut axes = Vec::new();
            for k in 0..t.len {
                if let Some(x) = axis_arg(vm, t.items()[k], a.ndim as usize)? {
                    axes.push(x);
                }
            }
            over_axes(vm, op, a, &mut axes, want, keep)?
        }
        None => {
            let axis = if a.ndim == 0 { None } else { axis_arg(vm, axis, a.ndim as usize)? };
            match op {
                Op::CumSum | Op::CumProd => scan(vm, op, a, axis, want)?,
                _ => reduce(vm, op, a, axis, want, keep)?,
            }
        }
    };
    if let Some(o) = out.cast::<NdArray>() {
        let r = create::as_array(vm, r, None)?;
        memory::assign(vm, o, r)?;
        return Ok(o.value());
    }
    Ok(r)
}

/// Several axes: they are made one, behind the others.
fn over_axes(
    vm: &mut Vm,
    op: Op,
    a: Gc<NdArray>,
    axes: &mut [usize],
    want: Option<DType>,
    keep: bool,
) -> R {
    axes.sort_unstable();
    let nd = a.ndim as usize;
    let rest: Vec<usize> = (0..nd).filter(|k| !axes.contains(k)).collect();
    let order: Vec<usize> = rest.iter().chain(axes.iter()).copied().collect();
    let (shape, strides) = memory::permuted(a, &order);
    let moved = memory::view(vm, a, 0, &shape, &strides);
    let flat = memory::to_contiguous(vm, moved, a.dtype)?;
    let mut merged: Vec<isize> = rest.iter().map(|&k| a.shape()[k]).collect();
    merged.push(axes.iter().map(|&k| a.shape()[k]).product());
    let steps = memory::c_strides(&merged, a.dtype.size());
    let flat = memory::view(vm, flat, 0, &merged, &steps);
    let r = reduce(vm, op, flat, Some(merged.len() - 1), want, false)?;
    if !keep {
        return Ok(r);
    }
    let out = create::as_array(vm, r, None)?;
    let full: Vec<isize> =
        (0..nd).map(|k| if axes.contains(&k) { 1 } else { a.shape()[k] }).collect();
    let steps = memory::c_strides(&full, out.dtype.size());
    Ok(memory::view(vm, out, 0, &full, &steps).value())
}

/// `var` and `std`.
fn spread(vm: &mut Vm, args: Args, name: &'static str, root: bool) -> R {
    let [v, axis, dt, _, ddof, keep] =
        Params::new(name, ["a", "axis", "dtype", "out", "ddof", "keepdims"])
            .required(1)
            .parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    let d = dtype::parse(vm, dt)?;
    let d = d.unwrap_or(if dtype::is_float(a.dtype) { a.dtype } else { DType::Float64 });
    let ddof = if ddof.is_undef() { 0.0 } else { vm.to_f64(ddof)? };
    let axis = if a.ndim == 0 { None } else { axis_arg(vm, axis, a.ndim as usize)? };
    let keep = !keep.is_undef() && vm.truth(keep)?;
    let n = axis.map_or(a.size, |k| a.shape()[k] as usize);
    if n as f64 - ddof <= 0.0 {
        warn::runtime(vm, "Degrees of freedom <= 0 for slice");
    }
    let mean = reduce(vm, Op::Mean, a, axis, Some(d), true)?;
    let mean = create::as_array(vm, mean, None)?;
    let dev =
        ufunc::binary(vm, Bin::Subtract, Given::Array(a), Given::Array(mean), How::default())?;
    let dev = create::as_array(vm, dev, None)?;
    let squared =
        ufunc::binary(vm, Bin::Multiply, Given::Array(dev), Given::Array(dev), How::default())?;
    let squared = create::as_array(vm, squared, None)?;
    let total = reduce(vm, Op::Sum, squared, axis, None, keep)?;
    let total = create::as_array(vm, total, None)?;
    let by = Given::Strong(Num::F((n as f64 - ddof).max(0.0)), d);
    let r = ufunc::binary(vm, Bin::Divide, Given::Array(total), by, How::default())?;
    if !root {
        return Ok(r);
    }
    let r = create::as_array(vm, r, None)?;
    ufunc::unary(vm, Un::Sqrt, Given::Array(r), How::default())
}

fn var(vm: &mut Vm, args: Args) -> R {
    spread(vm, args, "var", false)
}

fn std(vm: &mut Vm, args: Args) -> R {
    spread(vm, args, "std", true)
}

macro_rules! entries {
    ($($name:ident $op:ident;)*) => {
        $(fn $name(vm: &mut Vm, args: Args) -> R {
            call(vm, Op::$op, args, Value::NONE)
        })*
    };
}

entries! {
    sum Sum; prod Prod; min Min; max Max; argmin ArgMin; argmax ArgMax; any Any; all All;
    mean Mean; cumsum CumSum; cumprod CumProd;
}

/// As functions of the module and, the array first, methods of arrays.
pub const FUNCTIONS: &[(&str, adder_vm::NativeFn)] = &[
    ("sum", sum),
    ("prod", prod),
    ("min", min),
    ("max", max),
    ("amin", min),
    ("amax", max),
    ("argmin", argmin),
    ("argmax", argmax),
    ("any", any),
    ("all", all),
    ("mean", mean),
    ("cumsum", cumsum),
    ("cumprod", cumprod),
    ("var", var),
    ("std", std),
];

/// Rows for the module.
pub fn functions() -> Vec<Def> {
    FUNCTIONS.iter().map(|&(name, f)| Def::function(name, f, 0, ANY).kw()).collect()
}

/// Rows for `ndarray`.
pub fn methods() -> Vec<Def> {
    FUNCTIONS
        .iter()
        .filter(|f| !f.0.starts_with("am"))
        .map(|&(name, f)| Def::method(name, f, 1, ANY).kw())
        .collect()
}
