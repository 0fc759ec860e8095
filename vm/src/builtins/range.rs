//! `range`, with bounds of any size.
//!
//! Arithmetic runs in `i128` when the bounds fit 64 bits (then everything derived from them fits)
//! and in big integers otherwise.

use super::{seq_ops, slice};
use crate::object::iter::SeqIter;
use crate::object::{Gc, Header, Kind, Range, Slice};
use crate::ops::special::Special;
use crate::ops::CmpOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::bigint::IBig;
use slice::to_big;

/// A range of plain ints; `step` is not zero.
pub fn new_range(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Value {
    let len = match (start.to_i64(), stop.to_i64(), step.to_i64()) {
        (Some(a), Some(b), Some(s)) => {
            let (a, b, s) = (a as i128, b as i128, s as i128);
            let n = if s > 0 && a < b {
                (b - 1 - a) / s + 1
            } else if s < 0 && a > b {
                (a - 1 - b) / -s + 1
            } else {
                0
            };
            int_i128(vm, n)
        }
        _ => {
            let (a, b, s) = (to_big(start), to_big(stop), to_big(step));
            let one = IBig::ONE;
            let n = if s > IBig::ZERO && a < b {
                (b - &one - a) / s + one
            } else if s < IBig::ZERO && a > b {
                (a - &one - b) / -s + one
            } else {
                IBig::ZERO
            };
            vm.big(n)
        }
    };
    let hdr = Header::new(vm.types.range.root_shape, Kind::Range);
    vm.alloc(Range { hdr, start, stop, step, len }, 0).value()
}

fn int_i128(vm: &mut Vm, i: i128) -> Value {
    match i64::try_from(i) {
        Ok(i) => vm.int(i),
        Err(_) => vm.big(IBig::from(i)),
    }
}

/// Item `i`, which need not be in range.
fn item(vm: &mut Vm, r: Gc<Range>, i: Value) -> Value {
    match (r.start.to_i64(), r.step.to_i64(), i.to_i64()) {
        (Some(start), Some(step), Some(i)) => {
            int_i128(vm, start as i128 + step as i128 * i as i128)
        }
        _ => vm.big(to_big(r.start) + to_big(r.step) * to_big(i)),
    }
}

/// `r[k]`.
pub fn get_item(vm: &mut Vm, r: Gc<Range>, k: Value) -> R {
    if let Some(s) = k.cast::<Slice>() {
        let len = to_big(r.len);
        let (start, stop, step) = slice::long_indices(vm, s, &len)?;
        let (start, stop) = (vm.big(start), vm.big(stop));
        let (start, stop) = (item(vm, r, start), item(vm, r, stop));
        let step = vm.big(step * to_big(r.step));
        return Ok(new_range(vm, start, stop, step));
    }
    if !k.is_int_like() {
        let class = vm.class_of(k);
        if vm.special(class, Special::Index).is_none() {
            let t = vm.type_name(k);
            return vm.type_error(format!("range indices must be integers or slices, not {t}"));
        }
    }
    let i = vm.index(k)?;
    if let (Some(i), Some(len)) = (i.to_i64(), r.len.to_i64()) {
        let at = if i < 0 { i + len } else { i };
        if at < 0 || at >= len {
            return vm.index_error("range object index out of range");
        }
        let at = vm.int(at);
        return Ok(item(vm, r, at));
    }
    let (mut at, len) = (to_big(i), to_big(r.len));
    if at < IBig::ZERO {
        at += &len;
    }
    if at < IBig::ZERO || at >= len {
        return vm.index_error("range object index out of range");
    }
    let at = vm.big(at);
    Ok(item(vm, r, at))
}

/// The index of an int in the range.
fn find_int(vm: &mut Vm, r: Gc<Range>, v: Value) -> Option<Value> {
    if let (Some(v), Some(a), Some(b), Some(s)) =
        (v.to_i64(), r.start.to_i64(), r.stop.to_i64(), r.step.to_i64())
    {
        let inside = if s > 0 { v >= a && v < b } else { v <= a && v > b };
        let off = v as i128 - a as i128;
        if !inside || off % s as i128 != 0 {
            return None;
        }
        return Some(int_i128(vm, off / s as i128));
    }
    let (v, a, b, s) = (to_big(v), to_big(r.start), to_big(r.stop), to_big(r.step));
    let inside = if s > IBig::ZERO { v >= a && v < b } else { v <= a && v > b };
    let off = v - a;
    if !inside || &off % &s != IBig::ZERO {
        return None;
    }
    Some(vm.big(off / s))
}

/// What a number or other value without `__eq__` of its own is as an int, if it can equal one.
enum Needle {
    Int(Value),
    /// Never equal to an int.
    Never,
    /// Its class decides.
    Custom,
}

fn needle(vm: &mut Vm, v: Value) -> R<Needle> {
    if vm.has_custom_ops(v) {
        return Ok(Needle::Custom);
    }
    if v.is_int_like() {
        return Ok(Needle::Int(vm.plain_int(v)));
    }
    if v.is_float() {
        let f = v.as_float();
        if f.is_finite() && f.fract() == 0.0 {
            if let Ok(i) = adder_text::bigint::from_f64(f) {
                return Ok(Needle::Int(vm.int_value(i)));
            }
        }
        return Ok(Needle::Never);
    }
    Ok(if v.is_kind(Kind::Complex) { Needle::Custom } else { Needle::Never })
}

/// The index of any value in the range; values with their own `__eq__` are compared one by one.
fn find(vm: &mut Vm, r: Gc<Range>, v: Value) -> R<Option<Value>> {
    match needle(vm, v)? {
        Needle::Int(i) => Ok(find_int(vm, r, i)),
        Needle::Never => Ok(None),
        Needle::Custom => {
            let mut at = 0;
            let mut found = false;
            vm.for_each(r.value(), |vm, x| {
                found = vm.same_or_equal(x, v)?;
                at += !found as i64;
                Ok(!found)
            })?;
            Ok(found.then(|| vm.int(at)))
        }
    }
}

/// `v in r`.
pub fn contains(vm: &mut Vm, r: Gc<Range>, v: Value) -> R<bool> {
    Ok(find(vm, r, v)?.is_some())
}

/// `iter(r)`.
pub fn iter(vm: &mut Vm, r: Gc<Range>) -> Value {
    match (r.start.to_i64(), r.stop.to_i64(), r.step.to_i64(), r.len.to_i64()) {
        (Some(start), Some(_), Some(step), Some(len)) => vm.range_iter(start, step, len),
        _ => {
            let hdr = Header::new(vm.types.longrange_iterator.root_shape, Kind::SeqIter);
            vm.alloc(SeqIter { hdr, seq: r.value(), index: 0 }, 0).value()
        }
    }
}

/// `reversed(r)`.
pub fn reversed(vm: &mut Vm, r: Gc<Range>) -> Value {
    let (start, step, len) = (to_big(r.start), to_big(r.step), to_big(r.len));
    let last = &start + (len - IBig::ONE) * &step;
    let (first, stop, step) = (vm.big(last), vm.big(start - &step), vm.big(-step));
    let back = new_range(vm, first, stop, step);
    iter(vm, back.expect())
}

/// The item that a long-range iterator gives at `index`.
pub fn long_item(vm: &mut Vm, r: Gc<Range>, index: usize) -> Option<Value> {
    if IBig::from(index) >= to_big(r.len) {
        return None;
    }
    let i = vm.uint(index as u64);
    Some(item(vm, r, i))
}

/// Ranges are equal when they give the same items.
pub fn compare(_vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    let (x, y) = (a.expect::<Range>(), b.expect::<Range>());
    let same = |p: Value, q: Value| p == q || (p.is_ptr() && q.is_ptr() && to_big(p) == to_big(q));
    let equal = same(x.len, y.len)
        && (x.len == Value::small(0)
            || same(x.start, y.start) && (x.len == Value::small(1) || same(x.step, y.step)));
    Ok(match op {
        CmpOp::Eq => Some(equal),
        CmpOp::Ne => Some(!equal),
        _ => None,
    })
}

/// Slices compare like tuples of their parts.
pub fn compare_slices(vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    let (x, y) = (a.expect::<Slice>(), b.expect::<Slice>());
    let left = vm.tuple(&[x.start, x.stop, x.step]);
    let right = vm.tuple(&[y.start, y.stop, y.step]);
    seq_ops::compare(vm, op, left, right)
}

fn construct(vm: &mut Vm, args: Args) -> R {
    seq_ops::no_keywords(vm, &args, "range")?;
    let pos = args.pos();
    let mut parts = [Value::small(0), Value::small(0), Value::small(1)];
    match pos.len() {
        1 => parts[1] = vm.index(pos[0])?,
        2 | 3 => {
            for (part, &v) in parts.iter_mut().zip(pos) {
                *part = vm.index(v)?;
            }
        }
        0 => return vm.type_error("range expected at least 1 argument, got 0"),
        n => return vm.type_error(format!("range expected at most 3 arguments, got {n}")),
    }
    if parts[2] == Value::small(0) {
        return vm.value_error("range() arg 3 must not be zero");
    }
    Ok(new_range(vm, parts[0], parts[1], parts[2]))
}

fn new(vm: &mut Vm, args: Args) -> R {
    construct(vm, args.rest())
}

fn index(vm: &mut Vm, args: Args) -> R {
    let v = args.all[1];
    if let Some(i) = find(vm, args.all[0].expect(), v)? {
        return Ok(i);
    }
    if v.is_int_like() {
        let text = vm.repr_string(v)?;
        return vm.value_error(format!("{text} is not in range"));
    }
    vm.value_error("sequence.index(x): x not in sequence")
}

fn count(vm: &mut Vm, args: Args) -> R {
    let (r, v) = (args.all[0].expect::<Range>(), args.all[1]);
    if let Needle::Custom = needle(vm, v)? {
        let mut n = 0;
        vm.for_each(r.value(), |vm, x| {
            n += vm.same_or_equal(x, v)? as i64;
            Ok(true)
        })?;
        return Ok(vm.int(n));
    }
    Ok(Value::small(find(vm, r, v)?.is_some() as i64))
}

fn len(vm: &mut Vm, args: Args) -> R {
    let len = args.all[0].expect::<Range>().len;
    match len.to_i64() {
        Some(_) => Ok(len),
        None => vm.overflow_error("Python int too large to convert to C ssize_t"),
    }
}

fn truth(_vm: &mut Vm, args: Args) -> R {
    Ok(Value::bool(args.all[0].expect::<Range>().len != Value::small(0)))
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let h = vm.hash(args.all[0])?;
    Ok(vm.int(h))
}

fn reduce(vm: &mut Vm, args: Args) -> R {
    let r = args.all[0].expect::<Range>();
    let parts = vm.tuple(&[r.start, r.stop, r.step]);
    let class = vm.types.range.value();
    Ok(vm.tuple(&[class, parts]))
}

/// Setter of a member that is a field of the object in CPython.
pub fn readonly(vm: &mut Vm, _this: Value, _value: Value) -> R<()> {
    vm.attribute_error("readonly attribute")
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__iter__", |vm, a| Ok(iter(vm, a.all[0].expect())), 1, 1),
    Def::method("__bool__", truth, 1, 1),
    Def::method("__len__", len, 1, 1),
    Def::method("__getitem__", |vm, a| get_item(vm, a.all[0].expect(), a.all[1]), 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__reversed__", |vm, a| Ok(reversed(vm, a.all[0].expect())), 1, 1)
        .doc("Return a reverse iterator."),
    Def::method("__reduce__", reduce, 1, 1),
    Def::method("count", count, 2, 2)
        .doc("rangeobject.count(value) -> integer -- return number of occurrences of value"),
    Def::method("index", index, 2, 2)
        .doc("rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present."),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.range;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    vm.add_getset(class, "start", |_, v| Ok(v.expect::<Range>().start), Some(readonly));
    vm.add_getset(class, "stop", |_, v| Ok(v.expect::<Range>().stop), Some(readonly));
    vm.add_getset(class, "step", |_, v| Ok(v.expect::<Range>().step), Some(readonly));
    class.construct = Some(construct);
}
