//! Sorting: `list.sort` and `sorted`.
//!
//! While a list is being sorted its items live in a second list (`taken`) and the list itself is
//! empty; whatever a key function or `__lt__` puts into it is found out by [`finish`]
//! ("list modified during sort").
//!
//! Keys whose comparison cannot run Python code (numbers, text, tuples and lists of them ...) are
//! sorted here; other keys by the same algorithm written in Python in `prelude/containers.py`, so
//! that no Python code runs under a native frame. Both make exactly the comparisons CPython makes
//! (see [`merge`]), which programs can count and whose order decides what is reported for
//! unorderable items.

mod merge;

use super::seq_ops;
use crate::object::{Class, Gc, Kind, List, ObjVec, Str, Tuple};
use crate::ops::CmpOp;
use crate::value::Value;
use crate::{Args, Raised, Vm, R};

/// `list.sort(self, *, key=None, reverse=False)`.
pub fn sort_method(vm: &mut Vm, args: Args) -> R {
    if args.pos().len() > 1 {
        return vm.type_error("sort() takes no positional arguments");
    }
    let (key, reverse) = options(vm, &args)?;
    sort_list(vm, args.all[0].expect(), key, reverse, Value::NONE)
}

/// `sorted(iterable, /, *, key=None, reverse=False)`.
pub fn sorted(vm: &mut Vm, args: Args) -> R {
    let n = args.pos().len();
    if n != 1 {
        return vm.type_error(format!("sorted expected 1 argument, got {n}"));
    }
    let (key, reverse) = options(vm, &args)?;
    let it = args.all[0];
    if !vm.iteration_is_native(it) {
        return vm.tail_prelude("sorted_of", &[it, key, Value::bool(reverse)]);
    }
    let list = vm.collect_list(it)?;
    sort_list(vm, list, key, reverse, list.value())
}

/// The `key` and `reverse` keywords.
fn options(vm: &mut Vm, args: &Args) -> R<(Value, bool)> {
    let (mut key, mut reverse) = (Value::NONE, false);
    for (name, v) in args.kw() {
        if name == vm.names.key.0 {
            key = v;
        } else if name == vm.names.reverse.0 {
            reverse = vm.truth(v)?;
        } else {
            let name = name.expect::<Str>().to_string_lossy();
            return vm.type_error(format!("'{name}' is an invalid keyword argument for sort()"));
        }
    }
    Ok((key, reverse))
}

/// Sorts a list in place and returns `result` (possibly by way of the prelude).
pub fn sort_list(vm: &mut Vm, mut list: Gc<List>, key: Value, reverse: bool, result: Value) -> R {
    let mut taken = vm.list(&[]);
    std::mem::swap(&mut taken.items, &mut list.items);
    vm.heap.barrier(taken);
    let reversed = Value::bool(reverse);
    if key.is_none() {
        if let Some(r) = sort_native(vm, taken, None, reverse) {
            finish(vm, list, taken, r)?;
            return Ok(result);
        }
        return vm.tail_prelude("sort_plain", &[list.value(), taken.value(), reversed, result]);
    }
    if !runs_no_python(vm, key) {
        return vm
            .tail_prelude("sort_by_key", &[list.value(), taken.value(), key, reversed, result]);
    }
    let keys = vm.list(&[]);
    let mut i = 0;
    while let Some(&x) = taken.items.get(i) {
        match vm.call(key, &[x]) {
            Ok(k) => seq_ops::push(vm, keys, k),
            Err(Raised) => {
                finish(vm, list, taken, Err(Raised))?;
                return Err(Raised);
            }
        }
        i += 1;
    }
    if let Some(r) = sort_native(vm, taken, Some(keys), reverse) {
        finish(vm, list, taken, r)?;
        return Ok(result);
    }
    let args = [list.value(), taken.value(), keys.value(), reversed, result];
    vm.tail_prelude("sort_by_keys", &args)
}

/// Is this callable a native that calls no Python code for plain arguments?
fn runs_no_python(vm: &Vm, f: Value) -> bool {
    match f.kind() {
        Some(Kind::Native) => true,
        Some(Kind::BoundMethod) => {
            f.expect::<crate::object::BoundMethod>().func.is_kind(Kind::Native)
        }
        Some(Kind::Class) => {
            let c = f.expect::<Class>();
            c == vm.types.str || c == vm.types.int || c == vm.types.float || c == vm.types.tuple
        }
        _ => false,
    }
}

/// Gives a list its sorted items back; complains if it was touched meanwhile.
fn finish(vm: &mut Vm, mut list: Gc<List>, mut taken: Gc<List>, r: R<()>) -> R<()> {
    let touched = list.items.capacity() != 0;
    list.items = std::mem::take(&mut taken.items);
    vm.heap.barrier(list);
    r?;
    if touched {
        return vm.value_error("list modified during sort");
    }
    Ok(())
}

/// Intrinsic: [`finish`] for the prelude: list, taken items, order (indices, or None for "as they
/// are"), whether all went well.
pub fn finish_sort(vm: &mut Vm, args: &[Value]) -> R {
    let (Some(list), Some(mut taken)) = (args[0].cast::<List>(), args[1].cast::<List>()) else {
        return Ok(Value::NONE);
    };
    if let Some(order) = args[2].cast::<List>() {
        let picked: Option<ObjVec<Value>> = order
            .items
            .iter()
            .map(|i| taken.items.get(usize::try_from(i.to_i64()?).ok()?).copied())
            .collect::<Option<Vec<Value>>>()
            .map(|v| ObjVec::from_slice(&v));
        if let Some(picked) = picked {
            taken.items = picked;
            vm.heap.barrier(taken);
        }
    }
    if args[3] == Value::TRUE {
        finish(vm, list, taken, Ok(()))?;
    } else {
        // The exception under way is what the caller sees.
        let mut list = list;
        list.items = std::mem::take(&mut taken.items);
        vm.heap.barrier(list);
    }
    Ok(Value::NONE)
}

/// Intrinsic: sorts list `args[0]` by the keys in list `args[1]` (None: by itself), descending if
/// `args[2]`. False: comparing may run Python code, nothing was done.
pub fn sort_if_native(vm: &mut Vm, args: &[Value]) -> R {
    let Some(items) = args[0].cast::<List>() else {
        return Ok(Value::FALSE);
    };
    match sort_native(vm, items, args[1].cast::<List>(), args[2] == Value::TRUE) {
        None => Ok(Value::FALSE),
        Some(r) => r.map(|()| Value::TRUE),
    }
}

/// Sorts `items` by `keys`; `None` if comparing keys may run Python code.
fn sort_native(
    vm: &mut Vm,
    mut items: Gc<List>,
    keys: Option<Gc<List>>,
    reverse: bool,
) -> Option<R<()>> {
    let by = keys.unwrap_or(items);
    let kind = classify(vm, &by.items)?;
    if by.items.len() != items.items.len() {
        return None;
    }
    if by.items.len() < 2 {
        return Some(Ok(()));
    }
    let r = match keys {
        None => {
            let mut v: Vec<Value> = items.items.to_vec();
            let r = sort_slice(vm, &mut v, |x| *x, kind, reverse);
            items.items.copy_from_slice(&v);
            r
        }
        Some(keys) => {
            let mut v: Vec<(Value, Value)> =
                keys.items.iter().copied().zip(items.items.iter().copied()).collect();
            let r = sort_slice(vm, &mut v, |x| x.0, kind, reverse);
            for (slot, x) in items.items.iter_mut().zip(&v) {
                *slot = x.1;
            }
            r
        }
    };
    vm.heap.barrier(items);
    Some(r)
}

/// What all keys have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Ints,
    Floats,
    Strs,
    /// Comparison is native, but may fail or be partial.
    Mixed,
}

fn classify(vm: &Vm, keys: &[Value]) -> Option<Keys> {
    let Some(&first) = keys.first() else {
        return Some(Keys::Mixed);
    };
    if first.is_int() && keys.iter().all(|k| k.is_int()) {
        return Some(Keys::Ints);
    }
    if first.is_float() && keys.iter().all(|k| k.is_float() && !k.as_float().is_nan()) {
        return Some(Keys::Floats);
    }
    if first.is_kind(Kind::Str)
        && keys.iter().all(|&k| k.is_kind(Kind::Str) && !vm.has_custom_ops(k))
    {
        return Some(Keys::Strs);
    }
    keys.iter().all(|&k| compares_natively(vm, k, 8)).then_some(Keys::Mixed)
}

fn compares_natively(vm: &Vm, v: Value, depth: u32) -> bool {
    if vm.has_custom_ops(v) {
        return false;
    }
    match v.kind() {
        Some(Kind::List | Kind::Tuple) => {
            depth > 0 && seq_ops::items(v).iter().all(|&x| compares_natively(vm, x, depth - 1))
        }
        Some(Kind::Dict | Kind::DictView | Kind::Set | Kind::MappingProxy) => false,
        _ => true,
    }
}

fn sort_slice<T: Copy>(
    vm: &mut Vm,
    v: &mut [T],
    key: impl Fn(&T) -> Value,
    kind: Keys,
    reverse: bool,
) -> R<()> {
    // Reversing before and after keeps equal items in order.
    if reverse {
        v.reverse();
    }
    let r = match kind {
        Keys::Ints => {
            v.sort_by_key(|x| key(x).as_int());
            Ok(())
        }
        Keys::Floats => {
            v.sort_by(|x, y| {
                let (x, y) = (key(x).as_float(), key(y).as_float());
                x.partial_cmp(&y).unwrap_or(std::cmp::Ordering::Equal)
            });
            Ok(())
        }
        Keys::Strs => {
            // WTF-8 bytes sort like code points.
            v.sort_by(|x, y| key(x).expect::<Str>().bytes().cmp(key(y).expect::<Str>().bytes()));
            Ok(())
        }
        Keys::Mixed => merge::sort(v, &mut |x, y| less(vm, key(x), key(y))),
    };
    if reverse {
        v.reverse();
    }
    r
}

/// `a < b` for values that compare natively.
fn less(vm: &mut Vm, a: Value, b: Value) -> R<bool> {
    if let Some(order) = vm.order_pure(a, b) {
        return Ok(order.is_lt());
    }
    if let (Some(x), Some(y)) = (a.cast::<Tuple>(), b.cast::<Tuple>()) {
        for (&p, &q) in x.items().iter().zip(y.items().iter()) {
            if !seq_ops::equal(vm, p, q)? {
                return less(vm, p, q);
            }
        }
        return Ok(x.len < y.len);
    }
    vm.compare_bool(CmpOp::Lt, a, b)
}
