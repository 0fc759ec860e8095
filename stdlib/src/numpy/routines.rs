//! Functions over whole arrays that are not reductions: joining, choosing, sorting, rounding.

use super::array::{self, this};
use super::create;
use super::dot;
use super::dtype;
use super::index;
use super::memory::{self, with_elem, Bit, Elem, Num};
use super::reduce::{self, axis_arg};
use super::scalar;
use super::ufunc::{self, Bin, Given, How};
use adder_vm::args::Params;
use adder_vm::object::ndarray::{DType, NdArray};
use adder_vm::object::Str;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Value, Vm, R};
use std::cmp::Ordering;

/// Rounds half to even at `n` decimal places, the way NumPy does (scale, round, scale back).
pub fn round_to(f: f64, n: i64) -> f64 {
    if n == 0 {
        return f.round_ties_even();
    }
    let p = 10f64.powi(n.unsigned_abs().min(400) as i32);
    if n > 0 {
        let r = (f * p).round_ties_even() / p;
        if r.is_finite() {
            r
        } else {
            f
        }
    } else {
        (f / p).round_ties_even() * p
    }
}

fn round(vm: &mut Vm, args: Args) -> R {
    let [v, n, out] = Params::new("round", ["a", "decimals", "out"]).required(1).parse(vm, args)?;
    let n = if n.is_undef() { 0 } else { vm.arg_i64(n)? };
    let a = create::as_array(vm, v, None)?;
    let d = if a.dtype == DType::Bool { DType::Float32 } else { a.dtype };
    let r = memory::copy_as(vm, a, d)?;
    if dtype::is_float(d) {
        with_elem!(d, T => for x in memory::elems_mut::<T>(r) {
            *x = T::from_num(Num::F(round_to(x.num().to_f64(), n)));
        });
    } else if n < 0 {
        let p = 10i64.checked_pow(n.unsigned_abs().min(30) as u32).unwrap_or(i64::MAX);
        with_elem!(d, T => for x in memory::elems_mut::<T>(r) {
            let f = (x.num().to_f64() / p as f64).round_ties_even() * p as f64;
            *x = T::from_num(Num::F(f));
        });
    }
    if let Some(o) = out.cast::<NdArray>() {
        memory::assign(vm, o, r)?;
        return Ok(o.value());
    }
    Ok(reduce::unwrap(vm, r))
}

fn clip(vm: &mut Vm, args: Args) -> R {
    let [v, lo, hi, out, min, max] =
        Params::new("clip", ["a", "a_min", "a_max", "out", "min", "max"])
            .required(1)
            .parse(vm, args)?;
    let lo = if lo.is_undef() { min } else { lo };
    let hi = if hi.is_undef() { max } else { hi };
    let mut r = v;
    if !lo.is_undef() && !lo.is_none() {
        r = ufunc::apply2(vm, Bin::Maximum, r, lo)?;
    }
    if !hi.is_undef() && !hi.is_none() {
        r = ufunc::apply2(vm, Bin::Minimum, r, hi)?;
    }
    if let Some(o) = out.cast::<NdArray>() {
        let r = create::as_array(vm, r, None)?;
        memory::assign(vm, o, r)?;
        return Ok(o.value());
    }
    Ok(r)
}

/// Arrays of a sequence argument, kept alive by the list.
fn arrays(vm: &mut Vm, v: Value) -> R<Vec<Gc<NdArray>>> {
    let mut out = Vec::new();
    if let Some(a) = v.cast::<NdArray>() {
        for i in 0..if a.ndim > 0 { a.shape()[0] } else { 0 } {
            let row = index::row(vm, a, i);
            let x = create::as_array(vm, row, None)?;
            vm.pin(&[x.value()]);
            out.push(x);
        }
        return Ok(out);
    }
    let list = vm.collect_list(v)?;
    for k in 0..list.items.len() {
        let x = create::as_array(vm, list.items[k], None)?;
        vm.pin(&[x.value()]);
        out.push(x);
    }
    Ok(out)
}

fn concatenate(vm: &mut Vm, args: Args) -> R {
    let [v, axis, _, dt] = Params::new("concatenate", ["arrays", "axis", "out", "dtype"])
        .required(1)
        .parse(vm, args)?;
    let mark = vm.pin(&[]);
    let r = join(vm, v, axis, dt);
    vm.unpin(mark);
    r
}

fn join(vm: &mut Vm, v: Value, axis: Value, dt: Value) -> R {
    let mut all = arrays(vm, v)?;
    if all.is_empty() {
        return vm.value_error("need at least one array to concatenate");
    }
    if axis.is_none() {
        for a in &mut all {
            *a = array::reshape_to(vm, *a, vec![-1])?;
            vm.pin(&[a.value()]);
        }
    }
    let nd = all[0].ndim as usize;
    if nd == 0 {
        return vm.value_error("zero-dimensional arrays cannot be concatenated");
    }
    let axis =
        if axis.is_undef() || axis.is_none() { 0 } else { axis_arg(vm, axis, nd)?.unwrap_or(0) };
    let mut shape = all[0].shape().to_vec();
    let mut d = all[0].dtype;
    let mut total = 0;
    for (i, a) in all.iter().enumerate() {
        if a.ndim as usize != nd {
            return vm.value_error(format!(
                "all the input array dimensions except for the concatenation axis must match exactly, but along dimension 0, the array at index 0 has {nd} dimension(s) and the array at index {i} has {} dimension(s)",
                a.ndim
            ));
        }
        for k in 0..nd {
            if k != axis && a.shape()[k] != shape[k] {
                return vm.value_error(format!(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension {k}, the array at index 0 has size {} and the array at index {i} has size {}",
                    shape[k],
                    a.shape()[k]
                ));
            }
        }
        total += a.shape()[axis];
        d = dtype::promote(d, a.dtype);
    }
    shape[axis] = total;
    let d = dtype::parse(vm, dt)?.unwrap_or(d);
    let out = memory::new_array(vm, d, &shape)?;
    let strides = out.strides().to_vec();
    let mut at = 0;
    for a in all {
        let mut part = shape.clone();
        part[axis] = a.shape()[axis];
        let dst = memory::view(vm, out, at * strides[axis], &part, &strides);
        memory::assign(vm, dst, a)?;
        at += a.shape()[axis];
    }
    Ok(out.value())
}

fn where_(vm: &mut Vm, args: Args) -> R {
    let c = create::as_array(vm, args.pos()[0], None)?;
    if args.pos().len() == 1 {
        return nonzero_tuple(vm, c);
    }
    let x = ufunc::need(vm, "where", args.pos()[1])?;
    let y = ufunc::need(vm, "where", args.pos()[2])?;
    let d = ufunc::common(&[x, y]);
    let mut sides = Vec::new();
    let mark = vm.pin(&[]);
    for v in [args.pos()[1], args.pos()[2]] {
        let a = create::as_array(vm, v, None)?;
        vm.pin(&[a.value()]);
        sides.push(a);
    }
    let shape = ufunc::broadcast(vm, &[&*c.shape(), &*sides[0].shape(), &*sides[1].shape()])?;
    let mut full = Vec::new();
    for (a, d) in [(c, DType::Bool), (sides[0], d), (sides[1], d)] {
        let f = memory::new_array(vm, d, &shape)?;
        vm.pin(&[f.value()]);
        memory::assign(vm, f, a)?;
        full.push(f);
    }
    let out = memory::new_array(vm, d, &shape)?;
    vm.unpin(mark);
    with_elem!(d, T => {
        let m = memory::elems::<Bit>(full[0]);
        let (x, y) = (memory::elems::<T>(full[1]), memory::elems::<T>(full[2]));
        for (k, o) in memory::elems_mut::<T>(out).iter_mut().enumerate() {
            *o = if m[k].get() { x[k] } else { y[k] };
        }
    });
    Ok(out.value())
}

fn nonzero_tuple(vm: &mut Vm, a: Gc<NdArray>) -> R {
    if a.ndim == 0 {
        return vm.value_error(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.",
        );
    }
    let parts = index::nonzero(vm, a)?;
    let values: Vec<Value> = parts.iter().map(|p| p.value()).collect();
    Ok(vm.tuple(&values))
}

fn nonzero(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    nonzero_tuple(vm, a)
}

fn count_nonzero(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    let b = memory::to_contiguous(vm, a, DType::Bool)?;
    let n = memory::elems::<Bit>(b).iter().filter(|x| x.get()).count();
    let bits = n as u64;
    Ok(scalar::make(vm, DType::Int64, bits))
}

/// NaN sorts last.
fn order<T: Elem>(a: &T, b: &T) -> Ordering {
    match a.partial_cmp(b) {
        Some(o) => o,
        None => a.is_nan().cmp(&b.is_nan()),
    }
}

/// Sorted copy along an axis, or the permutation that sorts.
fn sorted(vm: &mut Vm, a: Gc<NdArray>, axis: Value, positions: bool) -> R<Gc<NdArray>> {
    let (a, axis) = if axis.is_none() {
        (array::reshape_to(vm, a, vec![-1])?, 0)
    } else {
        let last = Value::small(-1);
        let axis = if axis.is_undef() { last } else { axis };
        (a, axis_arg(vm, axis, a.ndim as usize)?.unwrap_or(0))
    };
    let nd = a.ndim as usize;
    if nd == 0 {
        return memory::copy_as(vm, a, a.dtype);
    }
    let mut axes: Vec<usize> = (0..nd).filter(|&k| k != axis).collect();
    axes.push(axis);
    let moved = array::transpose_to(vm, a, &axes);
    let work = memory::copy_as(vm, moved, a.dtype)?;
    let n = (a.shape()[axis].max(1)) as usize;
    let out = if positions {
        let shape = work.shape().to_vec();
        memory::new_array(vm, DType::Int64, &shape)?
    } else {
        work
    };
    with_elem!(a.dtype, T => {
        if positions {
            let all = memory::elems::<T>(work);
            let to = memory::elems_mut::<i64>(out);
            for (lane, to) in all.chunks(n).zip(to.chunks_mut(n)) {
                for (k, t) in to.iter_mut().enumerate() {
                    *t = k as i64;
                }
                to.sort_by(|&i, &j| order(&lane[i as usize], &lane[j as usize]));
            }
        } else {
            for lane in memory::elems_mut::<T>(out).chunks_mut(n) {
                lane.sort_by(order);
            }
        }
    });
    let mut back: Vec<usize> = (0..nd - 1).collect();
    back.insert(axis, nd - 1);
    let view = array::transpose_to(vm, out, &back);
    memory::to_contiguous(vm, view, view.dtype)
}

fn sort(vm: &mut Vm, args: Args) -> R {
    let [v, axis, _, _, _] = Params::new("sort", ["a", "axis", "kind", "order", "stable"])
        .required(1)
        .parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    Ok(sorted(vm, a, axis, false)?.value())
}

fn argsort(vm: &mut Vm, args: Args) -> R {
    let [v, axis, _, _, _] = Params::new("argsort", ["a", "axis", "kind", "order", "stable"])
        .required(1)
        .parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    Ok(sorted(vm, a, axis, true)?.value())
}

fn sort_in_place(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let [_, axis, _, _] =
        Params::new("sort", ["a", "axis", "kind", "order"]).required(1).parse(vm, args)?;
    let s = sorted(vm, a, axis, false)?;
    memory::assign(vm, a, s)?;
    Ok(Value::NONE)
}

fn searchsorted(vm: &mut Vm, args: Args) -> R {
    let [a, v, side, _] =
        Params::new("searchsorted", ["a", "v", "side", "sorter"]).required(2).parse(vm, args)?;
    let right = side.cast::<Str>().is_some_and(|s| s.bytes() == b"right");
    let a = create::as_array(vm, a, None)?;
    let x = create::as_array(vm, v, None)?;
    let d = dtype::promote(a.dtype, x.dtype);
    let keys = memory::to_contiguous(vm, a, d)?;
    let want = memory::to_contiguous(vm, x, d)?;
    let shape = x.shape().to_vec();
    let out = memory::new_array(vm, DType::Int64, &shape)?;
    with_elem!(d, T => {
        let keys = memory::elems::<T>(keys);
        for (o, w) in memory::elems_mut::<i64>(out).iter_mut().zip(memory::elems::<T>(want)) {
            *o = keys.partition_point(|k| match order(k, w) {
                Ordering::Less => true,
                Ordering::Equal => right,
                Ordering::Greater => false,
            }) as i64;
        }
    });
    Ok(reduce::unwrap(vm, out))
}

fn bincount(vm: &mut Vm, args: Args) -> R {
    let [v, weights, least] =
        Params::new("bincount", ["x", "weights", "minlength"]).required(1).parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    if dtype::is_float(a.dtype) && a.size > 0 {
        return vm.type_error(
            "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
        );
    }
    let x = memory::to_contiguous(vm, a, DType::Int64)?;
    let x = memory::elems::<i64>(x);
    if x.iter().any(|&i| i < 0) {
        return vm.value_error("'list' argument must have no negative elements");
    }
    let least = if least.is_undef() { 0 } else { vm.arg_index(least)? };
    let n = x.iter().max().map_or(0, |&m| m as isize + 1).max(least);
    if weights.is_undef() || weights.is_none() {
        let out = memory::new_array(vm, DType::Int64, &[n])?;
        let c = memory::elems_mut::<i64>(out);
        x.iter().for_each(|&i| c[i as usize] += 1);
        return Ok(out.value());
    }
    let w = create::as_array(vm, weights, None)?;
    let w = memory::to_contiguous(vm, w, DType::Float64)?;
    if w.size != x.len() {
        return vm.value_error("The weights and list don't have the same length.");
    }
    let out = memory::new_array(vm, DType::Float64, &[n])?;
    let c = memory::elems_mut::<f64>(out);
    for (&i, &w) in x.iter().zip(memory::elems::<f64>(w)) {
        c[i as usize] += w;
    }
    Ok(out.value())
}

fn repeat(vm: &mut Vm, args: Args) -> R {
    let [v, count, axis] =
        Params::new("repeat", ["a", "repeats", "axis"]).required(2).parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    let (a, axis) = if axis.is_undef() || axis.is_none() {
        (array::reshape_to(vm, a, vec![-1])?, 0)
    } else {
        (a, axis_arg(vm, axis, a.ndim as usize)?.unwrap_or(0))
    };
    let counts = create::as_array(vm, count, Some(DType::Int64))?;
    let counts = memory::to_contiguous(vm, counts, DType::Int64)?;
    let counts = memory::elems::<i64>(counts);
    let n = a.shape()[axis];
    if counts.iter().any(|&c| c < 0) {
        return vm.value_error("repeats may not contain negative values.");
    }
    if counts.len() != 1 && counts.len() as isize != n {
        return vm.value_error(format!(
            "operands could not be broadcast together with shape ({n},) ({},)",
            counts.len()
        ));
    }
    let mut picks: Vec<i64> = Vec::new();
    for i in 0..n {
        let c = counts[if counts.len() == 1 { 0 } else { i as usize }];
        picks.extend(std::iter::repeat_n(i as i64, c as usize));
    }
    let idx = memory::new_array(vm, DType::Int64, &[picks.len() as isize])?;
    memory::elems_mut::<i64>(idx).copy_from_slice(&picks);
    take_axis(vm, a, idx.value(), axis)
}

fn take_axis(vm: &mut Vm, a: Gc<NdArray>, idx: Value, axis: usize) -> R {
    let mut key = vec![vm.slice(Value::NONE, Value::NONE, Value::NONE); axis];
    key.push(idx);
    let mark = vm.pin(&key);
    let t = vm.tuple(&key);
    let r = index::get(vm, a, t);
    vm.unpin(mark);
    r
}

fn take(vm: &mut Vm, args: Args) -> R {
    let [v, idx, axis, _, _] =
        Params::new("take", ["a", "indices", "axis", "out", "mode"]).required(2).parse(vm, args)?;
    let a = create::as_array(vm, v, None)?;
    if axis.is_undef() || axis.is_none() {
        let flat = array::reshape_to(vm, a, vec![-1])?;
        return index::get(vm, flat, idx);
    }
    let k = axis_arg(vm, axis, a.ndim as usize)?.unwrap_or(0);
    take_axis(vm, a, idx, k)
}

fn dot_function(vm: &mut Vm, args: Args) -> R {
    dot::dot(vm, args.pos()[0], args.pos()[1])
}

fn matmul(vm: &mut Vm, args: Args) -> R {
    dot::matmul(vm, args.pos()[0], args.pos()[1])
}

fn outer(vm: &mut Vm, args: Args) -> R {
    dot::outer(vm, args.pos()[0], args.pos()[1])
}

fn broadcast_to(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    let shape = create::shape_arg(vm, args.pos()[1])?;
    let Some(strides) = memory::broadcast_strides(a, &shape) else {
        let (x, y) = (memory::shape_text(a.shape()), memory::shape_text(&shape));
        return vm.value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {x}  and requested shape {y}"
        ));
    };
    let mut v = memory::view(vm, a, 0, &shape, &strides);
    v.flags &= !adder_vm::object::ndarray::WRITEABLE;
    Ok(v.value())
}

fn copyto(vm: &mut Vm, args: Args) -> R {
    let a = this(vm, args)?;
    let src = create::as_array(vm, args.pos()[1], None)?;
    memory::assign(vm, a, src)?;
    Ok(Value::NONE)
}

fn shares_memory(vm: &mut Vm, args: Args) -> R {
    let a = create::as_array(vm, args.pos()[0], None)?;
    let b = create::as_array(vm, args.pos()[1], None)?;
    Ok(Value::bool(memory::overlap(a, b)))
}

fn result_type(vm: &mut Vm, args: Args) -> R {
    let mut all: Vec<Given> = Vec::new();
    for &v in args.pos() {
        let number = ufunc::given(vm, v)?;
        match number {
            Some(g) => all.push(g),
            None => {
                let d = dtype::parse(vm, v)?.unwrap_or(DType::Float64);
                all.push(Given::Strong(Num::I(0), d));
            }
        }
    }
    let d = ufunc::common(&all);
    Ok(dtype::object(vm, d))
}

/// `divmod` as a function.
fn divmod(vm: &mut Vm, args: Args) -> R {
    let q = ufunc::apply2(vm, Bin::FloorDivide, args.pos()[0], args.pos()[1])?;
    let r = ufunc::apply2(vm, Bin::Remainder, args.pos()[0], args.pos()[1])?;
    Ok(vm.tuple(&[q, r]))
}

fn modf(vm: &mut Vm, args: Args) -> R {
    let whole = {
        let x = ufunc::need(vm, "modf", args.pos()[0])?;
        let how = How { dtype: None, ..How::default() };
        ufunc::unary(vm, ufunc::Un::Trunc, x, how)?
    };
    let part = ufunc::apply2(vm, Bin::Subtract, args.pos()[0], whole)?;
    Ok(vm.tuple(&[part, whole]))
}

/// Functions of the module.
pub const FUNCTIONS: &[Def] = &[
    Def::function("round", round, 1, ANY).kw(),
    Def::function("around", round, 1, ANY).kw(),
    Def::function("clip", clip, 1, ANY).kw(),
    Def::function("concatenate", concatenate, 1, ANY).kw(),
    Def::function("where", where_, 1, 3),
    Def::function("nonzero", nonzero, 1, 1),
    Def::function("count_nonzero", count_nonzero, 1, 1),
    Def::function("sort", sort, 1, ANY).kw(),
    Def::function("argsort", argsort, 1, ANY).kw(),
    Def::function("searchsorted", searchsorted, 2, ANY).kw(),
    Def::function("bincount", bincount, 1, ANY).kw(),
    Def::function("repeat", repeat, 2, ANY).kw(),
    Def::function("take", take, 2, ANY).kw(),
    Def::function("dot", dot_function, 2, 2),
    Def::function("matmul", matmul, 2, 2),
    Def::function("outer", outer, 2, 2),
    Def::function("broadcast_to", broadcast_to, 2, 2),
    Def::function("copyto", copyto, 2, 2),
    Def::function("shares_memory", shares_memory, 2, 2),
    Def::function("result_type", result_type, 1, ANY),
    Def::function("divmod", divmod, 2, 2),
    Def::function("modf", modf, 1, 1),
    Def::function("_set_writeable", array::set_writeable, 2, 2),
];

/// The same as methods.
pub const METHODS: &[Def] = &[
    Def::method("round", round, 1, ANY).kw(),
    Def::method("clip", clip, 1, ANY).kw(),
    Def::method("nonzero", nonzero, 1, 1),
    Def::method("sort", sort_in_place, 1, ANY).kw(),
    Def::method("argsort", argsort, 1, ANY).kw(),
    Def::method("searchsorted", searchsorted, 2, ANY).kw(),
    Def::method("repeat", repeat, 2, ANY).kw(),
    Def::method("take", take, 2, ANY).kw(),
];
