//! What `list` and `tuple` share: concatenation, repetition, comparison, searching; and the dunder
//! methods that are the same for every built-in container.
//!
//! Items are read by index at every step: `__eq__` of an item may change the list being walked.

use crate::object::iter::Reversed;
use crate::object::{Gc, Header, Kind, List, ObjVec, Slice, Tuple};
use crate::ops::special::Special;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Raised, Vm, R};
use adder_text::bigint::IntRef;

/// The items of a list or tuple right now. Not to be held across anything that runs Python code.
#[inline(always)]
pub fn items<'a>(v: Value) -> &'a [Value] {
    match v.kind() {
        Some(Kind::List) => {
            let list = v.expect::<List>();
            // SAFETY: the items of a live list; bounded by its reachability and the rule above.
            unsafe { std::slice::from_raw_parts(list.items.as_ptr(), list.items.len()) }
        }
        Some(Kind::Tuple) => v.expect::<Tuple>().items(),
        _ => &[],
    }
}

/// Wraps a vector in a list object without pinning: the items must be reachable from elsewhere
/// while the object is made (they are when they were copied from a live container).
pub fn list_of(vm: &mut Vm, items: ObjVec<Value>) -> Gc<List> {
    let external = items.bytes();
    let mut list = vm.list(&[]);
    list.items = items;
    vm.heap.note_external(external);
    list
}

/// What stands between the brackets.
pub enum Key {
    Int(i64),
    Slice(Gc<Slice>),
}

/// Evaluates a sequence subscript; `what` names the type in messages.
#[inline]
pub fn key(vm: &mut Vm, k: Value, what: &str) -> R<Key> {
    if k.is_int() {
        return Ok(Key::Int(k.as_int()));
    }
    if let Some(s) = k.cast::<Slice>() {
        return Ok(Key::Slice(s));
    }
    index_key(vm, k, what).map(Key::Int)
}

#[cold]
fn index_key(vm: &mut Vm, k: Value, what: &str) -> R<i64> {
    let class = vm.class_of(k);
    if !k.is_int_like() && vm.special(class, Special::Index).is_none() {
        let t = vm.type_name(k);
        return vm.type_error(format!("{what} indices must be integers or slices, not {t}"));
    }
    let i = vm.index(k)?;
    match i.to_i64() {
        Some(i) => Ok(i),
        None => vm.index_error("cannot fit 'int' into an index-sized integer"),
    }
}

/// `i` counted from the end if negative; `None` when out of range.
#[inline(always)]
pub fn wrap(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i.wrapping_add(len as i64) } else { i };
    (i >= 0 && (i as usize) < len).then_some(i as usize)
}

/// The items that a slice selects from a live container.
pub fn slice_items(items: &[Value], parts: super::slice::Parts) -> ObjVec<Value> {
    let (start, _, count) = super::slice::adjust(parts, items.len());
    if parts.2 == 1 {
        return ObjVec::from_slice(&items[start as usize..start as usize + count]);
    }
    let mut out = ObjVec::with_capacity(count);
    let mut at = start;
    for _ in 0..count {
        out.push(items[at as usize]);
        at = at.wrapping_add(parts.2);
    }
    out
}

/// `list[start:stop:step]` of an exact list; the step is not 0. Runs no Python code.
pub fn list_slice(vm: &mut Vm, list: Gc<List>, parts: super::slice::Parts) -> Gc<List> {
    let out = slice_items(&list.items, parts);
    list_of(vm, out)
}

/// `tuple[start:stop:step]` of an exact tuple; the step is not 0. Runs no Python code.
pub fn tuple_slice(vm: &mut Vm, t: Gc<Tuple>, parts: super::slice::Parts) -> Value {
    let (start, _, count) = super::slice::adjust(parts, t.len);
    if start == 0 && count == t.len && parts.2 == 1 {
        return t.value();
    }
    let out = slice_items(t.items(), parts);
    vm.tuple(&out)
}

/// `list[start:stop] = new`, for another list. Runs no Python code.
pub fn set_slice(vm: &mut Vm, mut list: Gc<List>, (start, stop): (isize, isize), new: &[Value]) {
    let (start, stop, _) = super::slice::adjust((start, stop, 1), list.items.len());
    let (start, stop) = (start as usize, stop.max(start) as usize);
    let before = list.items.capacity();
    if stop - start == new.len() {
        list.items[start..stop].copy_from_slice(new);
    } else {
        list.items.splice(start, stop, new);
    }
    let grown = list.items.capacity().saturating_sub(before);
    vm.heap.note_external(grown * 8);
    vm.heap.barrier(list);
}

/// How often to repeat: `None` if `v` is no integer.
pub fn repeat_count(vm: &mut Vm, v: Value) -> R<Option<usize>> {
    if !v.is_int_like() {
        let class = vm.class_of(v);
        if !v.is_ptr() || vm.special(class, Special::Index).is_none() {
            return Ok(None);
        }
    }
    let i = vm.index(v)?;
    match i.as_int_ref() {
        Some(IntRef::Small(i)) => Ok(Some(i.max(0) as usize)),
        _ => vm.overflow_error("cannot fit 'int' into an index-sized integer"),
    }
}

/// `items` repeated `n` times.
fn repeated(vm: &mut Vm, v: Value, n: usize) -> R<ObjVec<Value>> {
    let len = items(v).len();
    let mut out = ObjVec::new();
    let fits = len.checked_mul(n).is_some_and(|total| out.try_reserve(total).is_ok());
    if !fits {
        return vm.raise_args(vm.types.memory_error, &[]);
    }
    match items(v) {
        [] => {}
        [one] => out.resize(n, *one),
        all => {
            for _ in 0..n {
                out.extend_from_slice(all);
            }
        }
    }
    Ok(out)
}

/// `+` and `*` with a list or tuple as `a`; `None` is NotImplemented.
pub fn binary(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let is_list = a.is_kind(Kind::List);
    match op {
        BinOp::Add if a.kind() == b.kind() => {
            let (x, y) = (items(a), items(b));
            let mut out = ObjVec::with_capacity(x.len() + y.len());
            out.extend_from_slice(x);
            out.extend_from_slice(y);
            Ok(Some(finish(vm, is_list, out)))
        }
        BinOp::Mul => {
            let Some(n) = repeat_count(vm, b)? else {
                return Ok(None);
            };
            if !is_list && n == 1 && !vm.has_custom_ops(a) {
                return Ok(Some(a));
            }
            let out = repeated(vm, a, n)?;
            Ok(Some(finish(vm, is_list, out)))
        }
        _ => Ok(None),
    }
}

fn finish(vm: &mut Vm, is_list: bool, out: ObjVec<Value>) -> Value {
    if is_list {
        list_of(vm, out).value()
    } else {
        vm.tuple(&out)
    }
}

/// `+=` and `*=` of a list; `None`: use the binary operator.
pub fn inplace(vm: &mut Vm, op: BinOp, a: Value, b: Value) -> R<Option<Value>> {
    let list = a.expect::<List>();
    match op {
        BinOp::Add => {
            if vm.has_custom_ops(b) {
                // Number-like operands (arrays) come before the list's own extension.
                let class = vm.class_of(b);
                if !b.is_kind(Kind::List)
                    && !b.is_kind(Kind::Tuple)
                    && vm.special(class, Special::Radd).is_some()
                {
                    return Ok(None);
                }
            }
            extend_native(vm, list, b)?;
            Ok(Some(a))
        }
        BinOp::Mul => {
            let Some(n) = repeat_count(vm, b)? else {
                return Ok(None);
            };
            let out = repeated(vm, a, n)?;
            let mut list = list;
            vm.heap.note_external(out.bytes());
            list.items = out;
            vm.heap.barrier(list);
            Ok(Some(a))
        }
        _ => Ok(None),
    }
}

/// Appends to a list.
#[inline]
pub fn push(vm: &mut Vm, mut list: Gc<List>, v: Value) {
    let before = list.items.capacity();
    list.items.push(v);
    if list.items.capacity() != before {
        vm.heap.note_external((list.items.capacity() - before) * 8);
    }
    vm.heap.barrier(list);
}

/// Extends a list by any iterable; Python iterators run natively.
pub fn extend_native(vm: &mut Vm, mut list: Gc<List>, b: Value) -> R<()> {
    if !vm.has_custom_ops(b) && matches!(b.kind(), Some(Kind::List | Kind::Tuple)) {
        let before = list.items.capacity();
        // A copy first: `b` may be the list itself.
        let copy = ObjVec::from_slice(items(b));
        list.items.extend_from_slice(&copy);
        vm.heap.note_external((list.items.capacity() - before) * 8);
        vm.heap.barrier(list);
        return Ok(());
    }
    let it = vm.iter(b)?;
    let before = list.items.capacity();
    vm.reserve_for(list, it)?;
    vm.heap.note_external((list.items.capacity() - before) * 8);
    vm.for_each(it, |vm, v| {
        push(vm, list, v);
        Ok(true)
    })
}

/// Refuses to nest comparisons beyond the native stack.
pub fn check_compare_depth(vm: &mut Vm) -> R<()> {
    if let Err(Raised) = vm.check_native_stack() {
        vm.take_exception();
        return vm.recursion_error("maximum recursion depth exceeded in comparison");
    }
    Ok(())
}

/// Comparisons of containers may nest so deep. CPython's limit of recursion in C, less what it needs
/// around them.
const MAX_COMPARE_DEPTH: usize = 1498;

/// Compares the items of containers, which may be containers.
pub fn nested_compare<T>(vm: &mut Vm, compare: impl FnOnce(&mut Vm) -> R<T>) -> R<T> {
    check_compare_depth(vm)?;
    if vm.compare_depth >= MAX_COMPARE_DEPTH {
        return vm.recursion_error("maximum recursion depth exceeded in comparison");
    }
    vm.compare_depth += 1;
    let r = compare(vm);
    vm.compare_depth -= 1;
    r
}

/// Equality as containers see it (identity first).
#[inline]
pub fn equal(vm: &mut Vm, a: Value, b: Value) -> R<bool> {
    match vm.equal_pure(a, b) {
        Some(e) => Ok(e),
        None => vm.same_or_equal(a, b),
    }
}

/// Lexicographic comparison of two lists or two tuples.
pub fn compare(vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    nested_compare(vm, |vm| compare_items(vm, op, a, b))
}

fn compare_items(vm: &mut Vm, op: CmpOp, a: Value, b: Value) -> R<Option<bool>> {
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    if equality && a.is_kind(Kind::List) && items(a).len() != items(b).len() {
        return Ok(Some(op == CmpOp::Ne));
    }
    let mut i = 0;
    while let (Some(&x), Some(&y)) = (items(a).get(i), items(b).get(i)) {
        i += 1;
        if x == y {
            continue;
        }
        if Value::both_int(x, y) {
            return Ok(Some(op.of(x.as_int(), y.as_int())));
        }
        if !equal(vm, x, y)? {
            return Ok(Some(match op {
                CmpOp::Eq => false,
                CmpOp::Ne => true,
                _ => vm.compare_bool(op, x, y)?,
            }));
        }
    }
    Ok(Some(op.of(items(a).len(), items(b).len())))
}

/// `item in o` for a list or tuple.
pub fn contains(vm: &mut Vm, o: Value, item: Value) -> R<bool> {
    Ok(position(vm, o, item, 0, isize::MAX)?.is_some())
}

/// First index of `item` in `start..stop`.
pub fn position(vm: &mut Vm, o: Value, item: Value, start: isize, stop: isize) -> R<Option<usize>> {
    let mut i = start.max(0) as usize;
    let stop = stop.max(0) as usize;
    while i < stop {
        let Some(&x) = items(o).get(i) else { break };
        if x == item || (!Value::both_int(x, item) && equal(vm, x, item)?) {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// `list.index` and `tuple.index`: the bounds from optional arguments, then the search.
pub fn index_of(vm: &mut Vm, args: Args) -> R<Option<usize>> {
    let this = args.all[0];
    let mut bounds = [0, isize::MAX];
    for (bound, &v) in bounds.iter_mut().zip(&args.all[2..]) {
        let i = super::slice::index_arg(vm, v)?;
        *bound = if i < 0 { i.saturating_add(items(this).len() as isize).max(0) } else { i };
    }
    position(vm, this, args.all[1], bounds[0], bounds[1])
}

/// `list.count` and `tuple.count`.
pub fn count(vm: &mut Vm, args: Args) -> R {
    let (this, item) = (args.all[0], args.all[1]);
    let mut n = 0;
    let mut i = 0;
    while let Some(&x) = items(this).get(i) {
        n += equal(vm, x, item)? as i64;
        i += 1;
    }
    Ok(Value::small(n))
}

// --- dunder methods shared by the built-in containers; they work by layout ---

fn rich<const OP: usize>(vm: &mut Vm, args: Args) -> R {
    Ok(match vm.compare_fast(CmpOp::ALL[OP], args.all[0], args.all[1])? {
        Some(r) => Value::bool(r),
        None => Value::NOT_IMPLEMENTED,
    })
}

/// The six rich comparisons.
pub const COMPARE: &[Def] = &[
    Def::method("__lt__", rich::<0>, 2, 2),
    Def::method("__le__", rich::<1>, 2, 2),
    Def::method("__eq__", rich::<2>, 2, 2),
    Def::method("__ne__", rich::<3>, 2, 2),
    Def::method("__gt__", rich::<4>, 2, 2),
    Def::method("__ge__", rich::<5>, 2, 2),
];

/// A binary operator method by its position in [`BinOp::ALL`].
pub fn forward<const OP: usize>(vm: &mut Vm, args: Args) -> R {
    let r = vm.binary_fast(BinOp::ALL[OP], args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// The reflected operator.
pub fn reflected<const OP: usize>(vm: &mut Vm, args: Args) -> R {
    let r = vm.binary_fast(BinOp::ALL[OP], args.all[1], args.all[0])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// The in-place operator.
pub fn in_place<const OP: usize>(vm: &mut Vm, args: Args) -> R {
    let r = super::inplace_fast(vm, BinOp::ALL[OP], args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// Positions in [`BinOp::ALL`] for the functions above.
pub const ADD: usize = BinOp::Add as usize;
pub const SUB: usize = BinOp::Sub as usize;
pub const MUL: usize = BinOp::Mul as usize;
pub const AND: usize = BinOp::And as usize;
pub const OR: usize = BinOp::Or as usize;
pub const XOR: usize = BinOp::Xor as usize;

/// `list.__add__`, `tuple.__add__`.
pub fn add(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.all[0], args.all[1]);
    if let Some(r) = binary(vm, BinOp::Add, a, b)? {
        return Ok(r);
    }
    let class = vm.class_of(b);
    if vm.special(class, Special::Radd).is_some() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (t, what) = (vm.type_name(b), if a.is_kind(Kind::List) { "list" } else { "tuple" });
    vm.type_error(format!("can only concatenate {what} (not \"{t}\") to {what}"))
}

/// `__mul__` and `__rmul__`: the sequence is `self` in both.
pub fn mul(vm: &mut Vm, args: Args) -> R {
    let r = binary(vm, BinOp::Mul, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `__len__`.
pub fn len(vm: &mut Vm, args: Args) -> R {
    let n = vm.len_builtin(args.all[0]).unwrap_or(0);
    Ok(vm.int(n as i64))
}

/// `__repr__`.
pub fn repr(vm: &mut Vm, args: Args) -> R {
    match super::repr::repr_builtin(vm, args.all[0])? {
        Some(text) => Ok(vm.str_bytes(&text)),
        None => {
            let text = super::repr::default_repr(vm, args.all[0]);
            Ok(vm.str(&text))
        }
    }
}

/// `__contains__`.
pub fn contains_method(vm: &mut Vm, args: Args) -> R {
    let (this, item) = (args.all[0], args.all[1]);
    let Some(kind) = this.kind() else {
        return Ok(Value::FALSE);
    };
    let r = vm.contains_builtin(kind, this, item)?;
    Ok(Value::bool(r.unwrap_or(false)))
}

/// `__hash__`.
pub fn tuple_hash(vm: &mut Vm, args: Args) -> R {
    let this = args.all[0];
    check_compare_depth(vm)?;
    let mut h = adder_text::hash::TupleHash::new();
    let mut i = 0;
    while let Some(&x) = items(this).get(i) {
        h.push(vm.hash(x)?);
        i += 1;
    }
    Ok(vm.int(h.finish()))
}

/// `reversed(list)` and other index-based reversals.
pub fn reverse_iter(vm: &mut Vm, seq: Value, len: usize) -> Value {
    let class =
        if seq.is_kind(Kind::List) { vm.types.list_reverseiterator } else { vm.types.reversed };
    let hdr = Header::new(class.root_shape, Kind::Reversed);
    vm.alloc(Reversed { hdr, seq, index: len as isize - 1 }, 0).value()
}

/// Refuses keyword arguments.
pub fn no_keywords(vm: &mut Vm, args: &Args, name: &str) -> R<()> {
    if args.has_kw() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    Ok(())
}

/// At most `max` positional arguments and no keywords, for constructors.
pub fn check_args(vm: &mut Vm, args: &Args, name: &str, max: usize) -> R<()> {
    no_keywords(vm, args, name)?;
    let got = args.pos().len();
    if got > max {
        let s = if max == 1 { "" } else { "s" };
        return vm.type_error(format!("{name} expected at most {max} argument{s}, got {got}"));
    }
    Ok(())
}
