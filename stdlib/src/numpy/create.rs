//! Making arrays: from Python values, filled, ranges.

use super::dtype::{self, Class_};
use super::memory::{self, new_array, Elem, Num};
use super::scalar;
use super::ufunc::{self, Given};
use adder_vm::args::Params;
use adder_vm::object::ndarray::{DType, NdArray, NpScalar};
use adder_vm::object::{List, Tuple};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};

/// An extent list from an int or a sequence of ints.
pub fn shape_arg(vm: &mut Vm, v: Value) -> R<Vec<isize>> {
    if v.is_int() {
        return Ok(vec![v.as_int() as isize]);
    }
    if let Some(items) = sequence(v) {
        let mut out = Vec::with_capacity(items.len());
        for k in 0..items.len() {
            let i = vm.arg_index(items[k])?;
            out.push(i);
        }
        return Ok(out);
    }
    if let Some(a) = v.cast::<NdArray>() {
        if a.ndim == 1 {
            let c = memory::copy_as(vm, a, DType::Int64)?;
            return Ok(memory::elems::<i64>(c).iter().map(|&i| i as isize).collect());
        }
    }
    if v.is_float() || v.is_kind(Kind::Str) || v.is_none() {
        let t = vm.type_name(v);
        return vm.type_error(format!("'{t}' object cannot be interpreted as an integer"));
    }
    Ok(vec![vm.arg_index(v)?])
}

/// Items of a list or tuple. The slice must not live across anything that runs Python code.
pub fn sequence(v: Value) -> Option<&'static [Value]> {
    if let Some(t) = v.cast::<Tuple>() {
        return Some(t.items());
    }
    Some(memory::list_items(v.cast::<List>()?))
}

/// Finds shape and dtype of nested sequences.
fn discover(
    vm: &mut Vm,
    v: Value,
    depth: usize,
    shape: &mut Vec<isize>,
    found: &mut Found,
) -> R<()> {
    vm.check_native_stack()?;
    if let Some(a) = v.cast::<NdArray>() {
        found.add(a.dtype);
        return fit(vm, shape, depth, a.shape(), found);
    }
    if let Some(items) = sequence(v) {
        let n = items.len() as isize;
        if shape.len() == depth {
            if found.leaf {
                return ragged(vm, shape);
            }
            shape.push(n);
        } else if shape[depth] != n {
            return ragged(vm, &shape[..depth]);
        }
        for &x in items {
            discover(vm, x, depth + 1, shape, found)?;
        }
        return Ok(());
    }
    if shape.len() != depth {
        return ragged(vm, &shape[..depth]);
    }
    found.leaf = true;
    if let Some(s) = v.cast::<NpScalar>() {
        found.add(s.dtype);
    } else if v.is_bool() {
        found.add(DType::Bool);
    } else if v.is_float() || v.is_kind(Kind::FloatSub) {
        found.add(DType::Float64);
    } else if v.is_int_like() {
        let big = v.to_i64().is_none();
        found.add(if big { DType::UInt64 } else { DType::Int64 });
    } else {
        let t = vm.type_name(v);
        return vm.type_error(format!("arrays of '{t}' objects are not supported"));
    }
    Ok(())
}

fn fit(
    vm: &mut Vm,
    shape: &mut Vec<isize>,
    depth: usize,
    own: &[isize],
    found: &mut Found,
) -> R<()> {
    if own.is_empty() {
        found.leaf = true;
        return Ok(());
    }
    if shape.len() == depth {
        if found.leaf {
            return ragged(vm, shape);
        }
        shape.extend(own);
    } else if shape[depth..] != *own {
        return ragged(vm, &shape[..depth]);
    }
    found.leaf = true;
    Ok(())
}

#[cold]
fn ragged<T>(vm: &mut Vm, shape: &[isize]) -> R<T> {
    let n = shape.len();
    let parts: Vec<String> = shape.iter().map(|d| d.to_string()).collect();
    let text = if n == 1 { format!("({},)", parts[0]) } else { format!("({})", parts.join(", ")) };
    vm.value_error(format!(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after {n} dimensions. The detected shape was {text} + inhomogeneous part."
    ))
}

/// What `discover` has seen.
#[derive(Default)]
struct Found {
    dtype: Option<DType>,
    leaf: bool,
}

impl Found {
    fn add(&mut self, d: DType) {
        self.dtype = Some(self.dtype.map_or(d, |x| dtype::promote(x, d)));
    }
}

/// `np.asarray(v, dtype)`: an array as it is if nothing has to change.
pub fn as_array(vm: &mut Vm, v: Value, want: Option<DType>) -> R<Gc<NdArray>> {
    if let Some(a) = v.cast::<NdArray>() {
        return match want {
            Some(d) if d != a.dtype => memory::copy_as(vm, a, d),
            _ => Ok(a),
        };
    }
    let v = match v.kind() {
        Some(Kind::List | Kind::Tuple | Kind::NpScalar) | None => v,
        Some(Kind::Range | Kind::DictView) => vm.collect_list(v)?.value(),
        _ => v,
    };
    let mut shape = Vec::new();
    let mut found = Found::default();
    discover(vm, v, 0, &mut shape, &mut found)?;
    let d = want.or(found.dtype).unwrap_or(DType::Float64);
    let out = new_array(vm, d, &shape)?;
    fill_from(vm, out, 0, 0, v)?;
    Ok(out)
}

fn fill_from(vm: &mut Vm, out: Gc<NdArray>, axis: usize, offset: isize, v: Value) -> R<()> {
    if let Some(a) = v.cast::<NdArray>() {
        let (shape, strides) = (out.shape()[axis..].to_vec(), out.strides()[axis..].to_vec());
        let dst = memory::view(vm, out, offset, &shape, &strides);
        return memory::assign(vm, dst, a);
    }
    if axis == out.ndim as usize {
        let n = scalar::to_num(vm, v, out.dtype)?;
        memory::write_num(out, offset, n);
        return Ok(());
    }
    let Some(items) = sequence(v) else {
        return vm.value_error("setting an array element with a sequence.");
    };
    let step = out.strides()[axis];
    for k in 0..items.len().min(out.shape()[axis] as usize) {
        fill_from(vm, out, axis + 1, offset + k as isize * step, items[k])?;
    }
    Ok(())
}

/// Fills an array with one number.
pub fn fill(vm: &mut Vm, a: Gc<NdArray>, n: Num) -> R<()> {
    let one = new_array(vm, a.dtype, &[])?;
    memory::write_num(one, 0, n);
    memory::assign(vm, a, one)
}

fn array(vm: &mut Vm, args: Args) -> R {
    let [v, dt, copy, _, _, ndmin] =
        Params::new("array", ["object", "dtype", "copy", "order", "subok", "ndmin"])
            .required(1)
            .parse(vm, args)?;
    let d = dtype::parse(vm, dt)?;
    let a = as_array(vm, v, d)?;
    let mut a = if a.value() == v && (copy.is_undef() || copy == Value::TRUE) {
        memory::copy_as(vm, a, a.dtype)?
    } else {
        a
    };
    if !ndmin.is_undef() {
        let n = vm.arg_index(ndmin)?.max(0) as usize;
        let have = a.ndim as usize;
        if have < n {
            let mut shape = vec![1; n - have];
            let mut strides = vec![0; n - have];
            shape.extend_from_slice(a.shape());
            strides.extend_from_slice(a.strides());
            a = memory::view(vm, a, 0, &shape, &strides);
        }
    }
    Ok(a.value())
}

fn asarray(vm: &mut Vm, args: Args) -> R {
    let [v, dt, _, _] =
        Params::new("asarray", ["a", "dtype", "order", "copy"]).required(1).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?;
    Ok(as_array(vm, v, d)?.value())
}

fn ascontiguousarray(vm: &mut Vm, args: Args) -> R {
    let [v, dt] = Params::new("ascontiguousarray", ["a", "dtype"]).required(1).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?;
    let a = as_array(vm, v, d)?;
    Ok(memory::to_contiguous(vm, a, a.dtype)?.value())
}

fn filled(vm: &mut Vm, args: Args, name: &'static str, n: i64) -> R {
    let [shape, dt, _] =
        Params::new(name, ["shape", "dtype", "order"]).required(1).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let shape = shape_arg(vm, shape)?;
    let a = new_array(vm, d, &shape)?;
    if n != 0 {
        fill(vm, a, Num::I(n))?;
    }
    Ok(a.value())
}

fn zeros(vm: &mut Vm, args: Args) -> R {
    filled(vm, args, "zeros", 0)
}

fn empty(vm: &mut Vm, args: Args) -> R {
    filled(vm, args, "empty", 0)
}

fn ones(vm: &mut Vm, args: Args) -> R {
    filled(vm, args, "ones", 1)
}

fn full(vm: &mut Vm, args: Args) -> R {
    let [shape, v, dt, _] = Params::new("full", ["shape", "fill_value", "dtype", "order"])
        .required(2)
        .parse(vm, args)?;
    let shape = shape_arg(vm, shape)?;
    let d = dtype::parse(vm, dt)?;
    let src = as_array(vm, v, d)?;
    let a = new_array(vm, src.dtype, &shape)?;
    memory::assign(vm, a, src)?;
    Ok(a.value())
}

fn like(vm: &mut Vm, args: Args, name: &'static str, n: i64) -> R {
    let [proto, dt, _, _, shape] =
        Params::new(name, ["a", "dtype", "order", "subok", "shape"]).required(1).parse(vm, args)?;
    let d = dtype::parse(vm, dt)?;
    let p = as_array(vm, proto, None)?;
    let s = if shape.is_undef() || shape.is_none() {
        p.shape().to_vec()
    } else {
        shape_arg(vm, shape)?
    };
    let a = new_array(vm, d.unwrap_or(p.dtype), &s)?;
    if n != 0 {
        fill(vm, a, Num::I(n))?;
    }
    Ok(a.value())
}

fn zeros_like(vm: &mut Vm, args: Args) -> R {
    like(vm, args, "zeros_like", 0)
}

fn empty_like(vm: &mut Vm, args: Args) -> R {
    like(vm, args, "empty_like", 0)
}

fn ones_like(vm: &mut Vm, args: Args) -> R {
    like(vm, args, "ones_like", 1)
}

fn full_like(vm: &mut Vm, args: Args) -> R {
    let [proto, v, dt, _, _, _] =
        Params::new("full_like", ["a", "fill_value", "dtype", "order", "subok", "shape"])
            .required(2)
            .parse(vm, args)?;
    let d = dtype::parse(vm, dt)?;
    let p = as_array(vm, proto, None)?;
    let shape = p.shape().to_vec();
    let a = new_array(vm, d.unwrap_or(p.dtype), &shape)?;
    let src = as_array(vm, v, None)?;
    memory::assign(vm, a, src)?;
    Ok(a.value())
}

fn arange(vm: &mut Vm, args: Args) -> R {
    let [a, b, c, dt, _] = Params::new("arange", ["start", "stop", "step", "dtype", "device"])
        .required(1)
        .parse(vm, args)?;
    let zero = Value::small(0);
    let (start, stop) = if b.is_undef() || b.is_none() { (zero, a) } else { (a, b) };
    let step = if c.is_undef() || c.is_none() { Value::small(1) } else { c };
    let mut all = Vec::new();
    for v in [start, stop, step] {
        all.push(ufunc::need(vm, "arange", v)?);
    }
    let d = dtype::parse(vm, dt)?;
    let natural = ufunc::common(&all);
    let d = d.unwrap_or(if natural == DType::Bool { DType::Int64 } else { natural });
    if !dtype::is_float(natural) {
        let mut i = [0i128; 3];
        for (slot, g) in i.iter_mut().zip(&all) {
            *slot = match g {
                Given::Weak(n) | Given::Strong(n, _) => match n {
                    Num::I(i) => *i as i128,
                    Num::U(u) => *u as i128,
                    Num::F(f) => *f as i128,
                },
                _ => return vm.overflow_error("Maximum allowed size exceeded"),
            };
        }
        let [lo, hi, by] = i;
        if by == 0 {
            return vm.zero_division_error("division by zero");
        }
        let n = if by > 0 { (hi - lo + by - 1).div_euclid(by) } else { (lo - hi - by - 1) / -by };
        let n = n.max(0).min(isize::MAX as i128) as isize;
        let out = new_array(vm, d, &[n])?;
        memory::with_elem!(d, T => {
            for (k, x) in memory::elems_mut::<T>(out).iter_mut().enumerate() {
                *x = T::from_num(Num::I((lo + k as i128 * by) as i64));
            }
        });
        return Ok(out.value());
    }
    let lo = vm.to_f64(start)?;
    let hi = vm.to_f64(stop)?;
    let by = vm.to_f64(step)?;
    let n = ((hi - lo) / by).ceil();
    if n.is_nan() {
        return vm.value_error("arange: cannot compute length");
    }
    if by == 0.0 {
        return vm.zero_division_error("float division by zero");
    }
    if n > 1e15 {
        return vm.value_error("Maximum allowed size exceeded");
    }
    let n = n.max(0.0) as isize;
    let out = new_array(vm, d, &[n])?;
    // As NumPy: the second element fixes the step that is used.
    let delta = (lo + by) - lo;
    memory::with_elem!(d, T => {
        for (k, x) in memory::elems_mut::<T>(out).iter_mut().enumerate() {
            let f = match k {
                0 => lo,
                1 => lo + by,
                _ => lo + k as f64 * delta,
            };
            *x = T::from_num(Num::F(f));
        }
    });
    Ok(out.value())
}

fn linspace(vm: &mut Vm, args: Args) -> R {
    let [a, b, num, endpoint, retstep, dt, _] =
        Params::new("linspace", ["start", "stop", "num", "endpoint", "retstep", "dtype", "axis"])
            .required(2)
            .parse(vm, args)?;
    let n = if num.is_undef() { 50 } else { vm.arg_i64(num)? };
    if n < 0 {
        return vm.value_error(format!("Number of samples, {n}, must be non-negative."));
    }
    let end = endpoint.is_undef() || vm.truth(endpoint)?;
    let (lo, hi) = (vm.to_f64(a)?, vm.to_f64(b)?);
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let div = if end { n - 1 } else { n };
    let step = if div > 0 { (hi - lo) / div as f64 } else { f64::NAN };
    let out = new_array(vm, d, &[n as isize])?;
    let whole = matches!(dtype::kind(d), Class_::Signed | Class_::Unsigned);
    memory::with_elem!(d, T => {
        for (k, x) in memory::elems_mut::<T>(out).iter_mut().enumerate() {
            let mut f = if div > 0 {
                if step == 0.0 { k as f64 / div as f64 * (hi - lo) + lo } else { k as f64 * step + lo }
            } else {
                lo
            };
            if end && n > 1 && k as i64 == n - 1 {
                f = hi;
            }
            *x = T::from_num(Num::F(if whole { f.floor() } else { f }));
        }
    });
    if !retstep.is_undef() && vm.truth(retstep)? {
        let s = scalar::float64(vm, step);
        return Ok(vm.tuple(&[out.value(), s]));
    }
    Ok(out.value())
}

fn eye(vm: &mut Vm, args: Args) -> R {
    let [n, m, k, dt, _] =
        Params::new("eye", ["N", "M", "k", "dtype", "order"]).required(1).parse(vm, args)?;
    let rows = vm.arg_index(n)?;
    let cols = if m.is_undef() || m.is_none() { rows } else { vm.arg_index(m)? };
    let k = if k.is_undef() { 0 } else { vm.arg_index(k)? };
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let out = new_array(vm, d, &[rows, cols])?;
    for i in 0..rows {
        let j = i + k;
        if j >= 0 && j < cols {
            memory::write_num(out, i * out.strides()[0] + j * out.strides()[1], Num::I(1));
        }
    }
    Ok(out.value())
}

fn identity(vm: &mut Vm, args: Args) -> R {
    let [n, dt] = Params::new("identity", ["n", "dtype"]).required(1).parse(vm, args)?;
    let n = vm.arg_index(n)?;
    let d = dtype::parse(vm, dt)?.unwrap_or(DType::Float64);
    let out = new_array(vm, d, &[n, n])?;
    for i in 0..n {
        memory::write_num(out, i * (out.strides()[0] + out.strides()[1]), Num::I(1));
    }
    Ok(out.value())
}

/// Functions of the module.
pub const FUNCTIONS: &[Def] = &[
    Def::function("array", array, 0, ANY).kw(),
    Def::function("asarray", asarray, 0, ANY).kw(),
    Def::function("asanyarray", asarray, 0, ANY).kw(),
    Def::function("ascontiguousarray", ascontiguousarray, 0, ANY).kw(),
    Def::function("zeros", zeros, 0, ANY).kw(),
    Def::function("empty", empty, 0, ANY).kw(),
    Def::function("ones", ones, 0, ANY).kw(),
    Def::function("full", full, 0, ANY).kw(),
    Def::function("zeros_like", zeros_like, 0, ANY).kw(),
    Def::function("empty_like", empty_like, 0, ANY).kw(),
    Def::function("ones_like", ones_like, 0, ANY).kw(),
    Def::function("full_like", full_like, 0, ANY).kw(),
    Def::function("arange", arange, 0, ANY).kw(),
    Def::function("linspace", linspace, 0, ANY).kw(),
    Def::function("eye", eye, 0, ANY).kw(),
    Def::function("identity", identity, 0, ANY).kw(),
];
