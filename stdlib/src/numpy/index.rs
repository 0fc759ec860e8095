//! Subscription: integers, slices, `...`, `newaxis`, boolean masks and integer arrays.
//!
//! A key is first *resolved* against the array: basic items give a view (offset, shape, strides);
//! index arrays give, per selected axis, a list of positions. Masks become the positions of their
//! true elements.

use super::create;
use super::dtype::{self, Class_};
use super::memory::{self, read_bits, view};
use super::scalar::{self, make};
use adder_vm::object::ndarray::{DType, NdArray, NpScalar, WRITEABLE};
use adder_vm::object::{List, Slice, Tuple};
use adder_vm::{Gc, Kind, Value, Vm, R};

/// One resolved item of a key.
enum Item {
    /// An index array (positions along one axis).
    Fancy(Gc<NdArray>),
    /// A basic dimension of the result: extent and stride.
    Keep(isize, isize),
}

struct Resolved {
    offset: isize,
    /// Dimensions in order; for `Fancy` the axis extent and stride.
    items: Vec<(Item, isize, isize)>,
    fancy: bool,
}

/// Row `i` of an array: a view or, for one dimension, a scalar.
pub fn row(vm: &mut Vm, a: Gc<NdArray>, i: isize) -> Value {
    let offset = i * a.strides()[0];
    if a.ndim == 1 {
        let bits = read_bits(a, offset);
        return make(vm, a.dtype, bits);
    }
    let (shape, strides) = (a.shape()[1..].to_vec(), a.strides()[1..].to_vec());
    view(vm, a, offset, &shape, &strides).value()
}

fn int_key(vm: &mut Vm, v: Value) -> R<Option<i64>> {
    if v.is_int() {
        return Ok(Some(v.as_int()));
    }
    if v.is_bool() {
        return Ok(None);
    }
    if let Some(s) = v.cast::<NpScalar>() {
        if matches!(dtype::kind(s.dtype), Class_::Signed | Class_::Unsigned) {
            return Ok(Some(s.bits as i64));
        }
        return Ok(None);
    }
    if v.is_int_like() {
        return Ok(Some(vm.arg_i64(v)?));
    }
    if v.is_kind(Kind::Instance) {
        let class = vm.class_of(v);
        if vm.special(class, adder_vm::ops::special::Special::Index).is_some() {
            return Ok(Some(vm.arg_i64(v)?));
        }
    }
    Ok(None)
}

fn bounded(vm: &mut Vm, i: i64, n: isize, axis: usize) -> R<isize> {
    let k = if i < 0 { i + n as i64 } else { i };
    if k < 0 || k >= n as i64 {
        return vm.index_error(format!("index {i} is out of bounds for axis {axis} with size {n}"));
    }
    Ok(k as isize)
}

/// Positions of the true elements of a mask, one array per dimension.
pub fn nonzero(vm: &mut Vm, mask: Gc<NdArray>) -> R<Vec<Gc<NdArray>>> {
    let flags = memory::to_contiguous(vm, mask, DType::Bool)?;
    let hits: Vec<usize> = memory::elems::<memory::Bit>(flags)
        .iter()
        .enumerate()
        .filter(|(_, b)| b.get())
        .map(|(i, _)| i)
        .collect();
    let shape = mask.shape().to_vec();
    let mut out: Vec<Gc<NdArray>> = Vec::with_capacity(shape.len());
    let mark = vm.pin(&[]);
    let mut div = 1usize;
    let mut divs = vec![1usize; shape.len()];
    for k in (0..shape.len()).rev() {
        divs[k] = div;
        div *= shape[k].max(1) as usize;
    }
    for k in 0..shape.len() {
        let a = memory::new_array(vm, DType::Int64, &[hits.len() as isize])?;
        vm.pin(&[a.value()]);
        for (slot, &h) in memory::elems_mut::<i64>(a).iter_mut().zip(&hits) {
            *slot = (h / divs[k] % shape[k] as usize) as i64;
        }
        out.push(a);
    }
    vm.unpin(mark);
    Ok(out)
}

fn resolve(vm: &mut Vm, a: Gc<NdArray>, key: Value) -> R<Resolved> {
    let single = [key];
    let keys: &[Value] = match key.cast::<Tuple>() {
        Some(t) => t.items(),
        None => &single,
    };
    // How many axes the key consumes; `...` fills the rest.
    let mut used = 0usize;
    let mut ellipsis = false;
    let mut arrays: Vec<Option<Gc<NdArray>>> = Vec::with_capacity(keys.len());
    let holder = vm.list(&[]);
    for &k in keys {
        let mut array = None;
        if k.is_none() {
        } else if k == Value::ELLIPSIS {
            if ellipsis {
                return vm.index_error("an index can only have a single ellipsis ('...')");
            }
            ellipsis = true;
        } else if k.is_kind(Kind::Slice) || int_key(vm, k)?.is_some() {
            used += 1;
        } else {
            let sequence = k.is_bool()
                || matches!(
                    k.kind(),
                    Some(Kind::NdArray | Kind::List | Kind::Tuple | Kind::NpScalar | Kind::Range)
                );
            if !sequence {
                return vm.index_error(
                    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices",
                );
            }
            let mut x = create::as_array(vm, k, None)?;
            if x.size == 0 && !k.is_kind(Kind::NdArray) {
                x = memory::copy_as(vm, x, DType::Int64)?;
            }
            match dtype::kind(x.dtype) {
                Class_::Float => {
                    return vm
                        .index_error("arrays used as indices must be of integer (or boolean) type")
                }
                Class_::Bool => used += x.ndim as usize,
                _ => used += 1,
            }
            let mut holder = holder;
            holder.items.push(x.value());
            vm.heap.barrier(holder);
            array = Some(x);
        }
        arrays.push(array);
    }
    let nd = a.ndim as usize;
    if used > nd {
        return vm.index_error(format!(
            "too many indices for array: array is {nd}-dimensional, but {used} were indexed"
        ));
    }
    let mut r = Resolved { offset: 0, items: Vec::new(), fancy: false };
    let mut axis = 0usize;
    let (shape, strides) = (a.shape(), a.strides());
    let keep_rest = |r: &mut Resolved, axis: &mut usize, n: usize| {
        for _ in 0..n {
            let (s, t) = (shape[*axis], strides[*axis]);
            r.items.push((Item::Keep(s, t), s, t));
            *axis += 1;
        }
    };
    for (j, &k) in keys.iter().enumerate() {
        if k.is_none() {
            r.items.push((Item::Keep(1, 0), 1, 0));
        } else if k == Value::ELLIPSIS {
            keep_rest(&mut r, &mut axis, nd - used);
        } else if let Some(s) = k.cast::<Slice>() {
            let (start, _, step, count) = vm.slice_bounds(s, shape[axis] as usize)?;
            if count > 0 {
                r.offset += start * strides[axis];
            }
            let t = strides[axis] * step;
            r.items.push((Item::Keep(count as isize, t), count as isize, t));
            axis += 1;
        } else if let Some(x) = arrays[j] {
            r.fancy = true;
            if x.dtype == DType::Bool {
                for (d, &n) in x.shape().iter().enumerate() {
                    if n != shape[axis + d] {
                        return vm.index_error(format!(
                            "boolean index did not match indexed array along axis {}; size of axis is {} but size of corresponding boolean axis is {n}",
                            axis + d,
                            shape[axis + d]
                        ));
                    }
                }
                if x.ndim == 0 {
                    // `a[True]` adds an axis of length 1 or 0.
                    let n = memory::read_bits(x, 0) as isize;
                    r.items.push((Item::Keep(n, 0), n, 0));
                    continue;
                }
                for p in nonzero(vm, x)? {
                    let mut holder = holder;
                    holder.items.push(p.value());
                    vm.heap.barrier(holder);
                    r.items.push((Item::Fancy(p), shape[axis], strides[axis]));
                    axis += 1;
                }
            } else {
                let p = memory::to_contiguous(vm, x, DType::Int64)?;
                let p = if p == x { memory::copy_as(vm, p, DType::Int64)? } else { p };
                let mut holder = holder;
                holder.items.push(p.value());
                vm.heap.barrier(holder);
                let n = shape[axis];
                for i in memory::elems_mut::<i64>(p) {
                    let k = if *i < 0 { *i + n as i64 } else { *i };
                    if k < 0 || k >= n as i64 {
                        let i = *i;
                        return vm.index_error(format!(
                            "index {i} is out of bounds for axis {axis} with size {n}"
                        ));
                    }
                    *i = k;
                }
                r.items.push((Item::Fancy(p), n, strides[axis]));
                axis += 1;
            }
        } else {
            let i = int_key(vm, k)?.unwrap_or(0);
            let at = bounded(vm, i, shape[axis], axis)?;
            r.offset += at * strides[axis];
            axis += 1;
        }
    }
    let rest = nd - axis;
    keep_rest(&mut r, &mut axis, rest);
    keep_alive(vm, holder);
    Ok(r)
}

/// Keeps a list of index arrays on the native stack until here.
#[inline(never)]
fn keep_alive(_: &mut Vm, list: Gc<List>) {
    std::hint::black_box(list);
}

/// The element offset of a key of plain ints for every axis.
#[inline]
fn full_index(a: Gc<NdArray>, key: Value) -> Option<Result<isize, (i64, isize, usize)>> {
    let mut offset = 0;
    let mut step = |axis: usize, i: i64| {
        let n = a.shape()[axis];
        let k = if i < 0 { i + n as i64 } else { i };
        if k < 0 || k >= n as i64 {
            return Err((i, n, axis));
        }
        offset += k as isize * a.strides()[axis];
        Ok(())
    };
    if key.is_int() {
        if a.ndim != 1 {
            return None;
        }
        return Some(step(0, key.as_int()).map(|_| offset));
    }
    let t = key.cast::<Tuple>()?;
    if t.len != a.ndim as usize || !t.items().iter().all(|k| k.is_int()) {
        return None;
    }
    for (axis, k) in t.items().iter().enumerate() {
        if let Err(e) = step(axis, k.as_int()) {
            return Some(Err(e));
        }
    }
    Some(Ok(offset))
}

/// `a[key]`.
pub fn get(vm: &mut Vm, a: Gc<NdArray>, key: Value) -> R {
    match full_index(a, key) {
        Some(Ok(offset)) => {
            let bits = read_bits(a, offset);
            return Ok(make(vm, a.dtype, bits));
        }
        Some(Err((i, n, axis))) => {
            return vm
                .index_error(format!("index {i} is out of bounds for axis {axis} with size {n}"))
        }
        None => {}
    }
    let r = resolve(vm, a, key)?;
    if r.fancy {
        return Ok(gather(vm, a, &r)?.value());
    }
    let ellipsis = key == Value::ELLIPSIS
        || key.cast::<Tuple>().is_some_and(|t| t.items().contains(&Value::ELLIPSIS));
    if r.items.is_empty() && !ellipsis {
        let bits = read_bits(a, r.offset);
        return Ok(make(vm, a.dtype, bits));
    }
    Ok(basic_view(vm, a, &r).value())
}

fn basic_view(vm: &mut Vm, a: Gc<NdArray>, r: &Resolved) -> Gc<NdArray> {
    let shape: Vec<isize> = r.items.iter().map(|i| i.1).collect();
    let strides: Vec<isize> = r.items.iter().map(|i| i.2).collect();
    view(vm, a, r.offset, &shape, &strides)
}

/// The plan of a gather or scatter: result shape, and byte offsets of the selected blocks.
struct Plan {
    shape: Vec<isize>,
    /// Offsets selected by the index arrays, in C order.
    fancy: Vec<isize>,
    /// Result dimensions before the fancy ones, of the fancy ones, behind them.
    before: Vec<(isize, isize)>,
    after: Vec<(isize, isize)>,
}

fn plan(vm: &mut Vm, r: &Resolved) -> R<Plan> {
    let shapes: Vec<&[isize]> = r
        .items
        .iter()
        .filter_map(|(i, _, _)| match i {
            Item::Fancy(p) => Some(&*p.shape()),
            Item::Keep(..) => None,
        })
        .collect();
    let shape = match super::ufunc::broadcast(vm, &shapes) {
        Ok(s) => s,
        Err(_) => {
            vm.take_exception();
            let all: Vec<String> = shapes.iter().map(|s| memory::shape_text(s)).collect();
            return vm.index_error(format!(
                "shape mismatch: indexing arrays could not be broadcast together with shapes {} ",
                all.join(" ")
            ));
        }
    };
    let total = memory::count(&shape).unwrap_or(0);
    let mut offsets = vec![0isize; total];
    for (item, _, stride) in &r.items {
        let Item::Fancy(p) = item else { continue };
        let steps = memory::broadcast_strides(*p, &shape).unwrap_or_default();
        let own = memory::c_strides(&shape, 1);
        let values = memory::elems::<i64>(*p);
        memory::walk2(&shape, &own, &steps, |x, y| {
            offsets[x as usize] += values[y as usize / 8] as isize * stride;
        });
    }
    // Index arrays next to each other stay in place; otherwise their dimensions come first.
    let places: Vec<usize> = r
        .items
        .iter()
        .enumerate()
        .filter(|(_, i)| matches!(i.0, Item::Fancy(_)))
        .map(|(k, _)| k)
        .collect();
    let together = places.windows(2).all(|w| w[1] == w[0] + 1);
    let first = places.first().copied().unwrap_or(0);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (k, (item, n, s)) in r.items.iter().enumerate() {
        if let Item::Keep(..) = item {
            if together && k < first {
                before.push((*n, *s));
            } else {
                after.push((*n, *s));
            }
        }
    }
    let mut full: Vec<isize> = before.iter().map(|d| d.0).collect();
    full.extend(&shape);
    full.extend(after.iter().map(|d| d.0));
    Ok(Plan { shape: full, fancy: offsets, before, after })
}

/// Calls `f` with the offset of every selected element, in the result's C order.
fn each(plan: &Plan, mut f: impl FnMut(isize)) {
    let split = |d: &[(isize, isize)]| {
        (d.iter().map(|x| x.0).collect::<Vec<_>>(), d.iter().map(|x| x.1).collect::<Vec<_>>())
    };
    let (bn, bs) = split(&plan.before);
    let (an, as_) = split(&plan.after);
    memory::walk2(&bn, &bs, &bs, |x, _| {
        for &o in &plan.fancy {
            memory::walk2(&an, &as_, &as_, |y, _| f(x + o + y));
        }
    });
}

fn gather(vm: &mut Vm, a: Gc<NdArray>, r: &Resolved) -> R<Gc<NdArray>> {
    let plan = plan(vm, r)?;
    let out = memory::new_array(vm, a.dtype, &plan.shape)?;
    let size = a.dtype.size() as isize;
    let mut to = 0;
    each(&plan, |from| {
        memory::copy_element(out, to, a, r.offset + from);
        to += size;
    });
    Ok(out)
}

/// `a[key] = v`.
pub fn set(vm: &mut Vm, a: Gc<NdArray>, key: Value, v: Value) -> R<()> {
    if a.flags & WRITEABLE == 0 {
        return vm.value_error("assignment destination is read-only");
    }
    match full_index(a, key) {
        Some(Ok(offset)) => {
            let n = scalar::to_num(vm, v, a.dtype)?;
            memory::write_num(a, offset, n);
            return Ok(());
        }
        Some(Err((i, n, axis))) => {
            return vm
                .index_error(format!("index {i} is out of bounds for axis {axis} with size {n}"))
        }
        None => {}
    }
    let r = resolve(vm, a, key)?;
    if !r.fancy && r.items.is_empty() && !v.is_kind(Kind::NdArray) {
        let n = scalar::to_num(vm, v, a.dtype)?;
        memory::write_num(a, r.offset, n);
        return Ok(());
    }
    let src = if v.is_kind(Kind::NdArray) || v.is_kind(Kind::List) || v.is_kind(Kind::Tuple) {
        create::as_array(vm, v, None)?
    } else {
        let n = scalar::to_num(vm, v, a.dtype)?;
        let one = memory::new_array(vm, a.dtype, &[])?;
        memory::write_num(one, 0, n);
        one
    };
    if !r.fancy {
        let dst = basic_view(vm, a, &r);
        let src = trim(vm, src, dst.ndim as usize);
        return memory::assign(vm, dst, src);
    }
    let plan = plan(vm, &r)?;
    let full = memory::new_array(vm, a.dtype, &plan.shape)?;
    if memory::broadcast_strides(src, &plan.shape).is_none() {
        let (s, t) = (memory::shape_text(src.shape()), memory::shape_text(&plan.shape));
        if key.cast::<NdArray>().is_some_and(|k| k.dtype == DType::Bool) && src.ndim == 1 {
            return vm.value_error(format!(
                "NumPy boolean array indexing assignment cannot assign {} input values to the {} output values where the mask is true",
                src.size, full.size
            ));
        }
        return vm.value_error(format!(
            "shape mismatch: value array of shape {s} could not be broadcast to indexing result of shape {t}"
        ));
    }
    memory::assign(vm, full, src)?;
    let size = a.dtype.size() as isize;
    let mut from = 0;
    each(&plan, |to| {
        memory::copy_element(a, r.offset + to, full, from);
        from += size;
    });
    Ok(())
}

/// Drops leading dimensions of length 1 that assignment ignores.
fn trim(vm: &mut Vm, a: Gc<NdArray>, nd: usize) -> Gc<NdArray> {
    let extra = (a.ndim as usize).saturating_sub(nd);
    if extra == 0 || a.shape()[..extra].iter().any(|&n| n != 1) {
        return a;
    }
    let (shape, strides) = (a.shape()[extra..].to_vec(), a.strides()[extra..].to_vec());
    view(vm, a, 0, &shape, &strides)
}
