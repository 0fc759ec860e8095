//! Functions over iterables: `sum`, `any`, `all`, `min`, `max`, and the classes `map`, `filter`,
//! `zip`.
//!
//! Iterables whose iteration runs no Python code are walked here as long as the items are built-in
//! values; the first item whose class has a say is handed, with the iterator, to the prelude
//! (`*_from`), as is every other iterable. `map`, `filter` and `zip` objects are generators of the
//! prelude under another class.

use super::number;
use crate::object::iter::{ListIter, TupleIter};
use crate::object::*;
use crate::ops::{BinOp, CmpOp};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

/// A native iteration in progress.
struct Walk {
    iterator: Value,
}

impl Walk {
    /// Begins, if iterating runs no Python code.
    fn start(vm: &mut Vm, iterable: Value) -> R<Option<Walk>> {
        if !vm.iteration_is_native(iterable) {
            return Ok(None);
        }
        let iterator = vm.iter(iterable)?;
        Ok(Some(Walk { iterator }))
    }

    #[inline]
    fn next(&mut self, vm: &mut Vm) -> R<Option<Value>> {
        match self.iterator.kind() {
            Some(Kind::ListIter) => {
                let mut i = self.iterator.expect::<ListIter>();
                if let Some(list) = i.list.cast::<List>() {
                    if let Some(&v) = list.items.get(i.index) {
                        i.index += 1;
                        return Ok(Some(v));
                    }
                }
            }
            Some(Kind::TupleIter) => {
                let mut i = self.iterator.expect::<TupleIter>();
                if let Some(&v) = i.tuple.items().get(i.index) {
                    i.index += 1;
                    return Ok(Some(v));
                }
            }
            _ => {}
        }
        vm.next(self.iterator)
    }
}

// --- sum ---

/// `sum(iterable, /, start=0)`.
pub fn sum(vm: &mut Vm, args: Args) -> R {
    let pos = args.pos();
    if args.all.len() > 2 {
        let n = args.all.len();
        return vm.type_error(format!("sum() takes at most 2 arguments ({n} given)"));
    }
    let Some(&iterable) = pos.first() else {
        return vm.type_error("sum() takes at least 1 positional argument (0 given)");
    };
    let mut start = pos.get(1).copied().unwrap_or(Value::small(0));
    for (name, v) in args.kw() {
        if name != vm.names.start.0 {
            let t = name.expect::<Str>().to_string_lossy();
            return vm.type_error(format!("sum() got an unexpected keyword argument '{t}'"));
        }
        start = v;
    }
    match start.kind() {
        Some(Kind::Str) => {
            return vm.type_error("sum() can't sum strings [use ''.join(seq) instead]")
        }
        Some(Kind::Bytes) => {
            return vm.type_error("sum() can't sum bytes [use b''.join(seq) instead]")
        }
        Some(Kind::ByteArray) => {
            return vm.type_error("sum() can't sum bytearray [use b''.join(seq) instead]")
        }
        _ => {}
    }
    match Walk::start(vm, iterable)? {
        Some(walk) => sum_walk(vm, walk, start),
        None => vm.tail_prelude("sum_of", &[iterable, start]),
    }
}

fn sum_walk(vm: &mut Vm, mut walk: Walk, start: Value) -> R {
    let mut total = start;
    if total.is_int() {
        let mut acc = total.as_int();
        loop {
            let Some(x) = walk.next(vm)? else {
                return Ok(vm.int(acc));
            };
            let small = if x.is_int() {
                Some(x.as_int())
            } else if x.is_bool() {
                Some(i64::from(x == Value::TRUE))
            } else {
                None
            };
            match small.and_then(|x| acc.checked_add(x)) {
                Some(sum) => acc = sum,
                None => {
                    total = vm.int(acc);
                    if vm.has_custom_ops(x) {
                        return vm.tail_prelude("sum_from", &[walk.iterator, total, x]);
                    }
                    total = vm.binary(BinOp::Add, total, x)?;
                    break;
                }
            }
        }
    }
    if total.is_float() {
        let (mut sum, mut c) = (total.as_float(), 0.0);
        loop {
            let next = walk.next(vm)?;
            let done = match next {
                Some(x) if x.is_float() => {
                    let x = x.as_float();
                    let t = sum + x;
                    c = number::compensation(c, sum, x, t);
                    sum = t;
                    continue;
                }
                Some(x) => match x.to_i64() {
                    Some(i) => {
                        sum += i as f64;
                        continue;
                    }
                    None => Some(x),
                },
                None => None,
            };
            if c != 0.0 && c.is_finite() {
                sum += c;
            }
            let Some(x) = done else {
                return Ok(Value::float(sum));
            };
            total = Value::float(sum);
            if vm.has_custom_ops(x) {
                return vm.tail_prelude("sum_from", &[walk.iterator, total, x]);
            }
            total = vm.binary(BinOp::Add, total, x)?;
            break;
        }
    }
    while let Some(x) = walk.next(vm)? {
        if vm.has_custom_ops(x) || vm.has_custom_ops(total) {
            return vm.tail_prelude("sum_from", &[walk.iterator, total, x]);
        }
        total = vm.binary(BinOp::Add, total, x)?;
    }
    Ok(total)
}

// --- any, all ---

/// `any(iterable)`.
pub fn any(vm: &mut Vm, args: Args) -> R {
    search(vm, args.all[0], true, "any_of", "any_from")
}

/// `all(iterable)`.
pub fn all(vm: &mut Vm, args: Args) -> R {
    search(vm, args.all[0], false, "all_of", "all_from")
}

/// Is there an item whose truth is `wanted`? The answer to that is `wanted`.
fn search(vm: &mut Vm, iterable: Value, wanted: bool, of: &'static str, from: &'static str) -> R {
    let Some(mut walk) = Walk::start(vm, iterable)? else {
        return vm.tail_prelude(of, &[iterable]);
    };
    while let Some(x) = walk.next(vm)? {
        match vm.truth_fast(x) {
            Some(t) if t == wanted => return Ok(Value::bool(wanted)),
            Some(_) => {}
            None => return vm.tail_prelude(from, &[walk.iterator, x]),
        }
    }
    Ok(Value::bool(!wanted))
}

// --- min, max ---

/// What differs between `min` and `max`.
struct Extreme {
    name: &'static str,
    /// A new item wins if `item op best`.
    op: CmpOp,
    of: &'static str,
    from: &'static str,
    by: &'static str,
}

const MIN: Extreme =
    Extreme { name: "min", op: CmpOp::Lt, of: "min_of", from: "min_from", by: "min_by" };
const MAX: Extreme =
    Extreme { name: "max", op: CmpOp::Gt, of: "max_of", from: "max_from", by: "max_by" };

/// `min(iterable, *, key=None, default=...)`, `min(a, b, *rest, key=None)`.
pub fn min(vm: &mut Vm, args: Args) -> R {
    extreme(vm, args, &MIN)
}

/// `max`, likewise.
pub fn max(vm: &mut Vm, args: Args) -> R {
    extreme(vm, args, &MAX)
}

/// The extreme of arguments that are all ints or all floats.
fn extreme_number(all: &[Value], what: &Extreme) -> Option<Value> {
    let (&first, rest) = all.split_first()?;
    let mut best = first;
    for &x in rest {
        let wins = if Value::both_int(x, best) {
            what.op.of(x.as_int(), best.as_int())
        } else if x.is_float() && best.is_float() {
            what.op.of(x.as_float(), best.as_float())
        } else {
            return None;
        };
        if wins {
            best = x;
        }
    }
    Some(best)
}

fn extreme(vm: &mut Vm, args: Args, what: &Extreme) -> R {
    if let ([a, b], None) = (args.all, args.kwnames) {
        if Value::both_int(*a, *b) {
            return Ok(if what.op.of(b.as_int(), a.as_int()) { *b } else { *a });
        }
        if a.is_float() && b.is_float() {
            return Ok(if what.op.of(b.as_float(), a.as_float()) { *b } else { *a });
        }
    }
    let name = what.name;
    let pos = args.pos();
    let (mut key, mut default) = (Value::NONE, Value::UNDEF);
    for (k, v) in args.kw() {
        if k == vm.names.key.0 {
            key = v;
        } else if k == vm.names.default.0 {
            default = v;
        } else {
            let t = k.expect::<Str>().to_string_lossy();
            return vm.type_error(format!("'{t}' is an invalid keyword argument for {name}()"));
        }
    }
    let iterable = match pos {
        [] => return vm.type_error(format!("{name} expected at least 1 argument, got 0")),
        [one] => *one,
        _ if !default.is_undef() => {
            return vm.type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            ))
        }
        many => {
            if key.is_none() {
                if let Some(best) = extreme_number(many, what) {
                    return Ok(best);
                }
            }
            vm.tuple(many)
        }
    };
    let has_default = Value::bool(!default.is_undef());
    let given = if default.is_undef() { Value::NONE } else { default };
    if !key.is_none() {
        return vm.tail_prelude(what.by, &[iterable, key, has_default, given]);
    }
    let Some(mut walk) = Walk::start(vm, iterable)? else {
        return vm.tail_prelude(what.of, &[iterable, has_default, given]);
    };
    let Some(mut best) = walk.next(vm)? else {
        if default.is_undef() {
            return vm.value_error(format!("{name}() iterable argument is empty"));
        }
        return Ok(default);
    };
    while let Some(x) = walk.next(vm)? {
        let wins = if Value::both_int(x, best) {
            what.op.of(x.as_int(), best.as_int())
        } else if x.is_float() && best.is_float() {
            what.op.of(x.as_float(), best.as_float())
        } else if vm.has_custom_ops(x) || vm.has_custom_ops(best) {
            return vm.tail_prelude(what.from, &[walk.iterator, best, x]);
        } else {
            vm.compare_bool(what.op, x, best)?
        };
        if wins {
            best = x;
        }
    }
    Ok(best)
}

// --- map, filter, zip ---

const ITERATOR: &[Def] =
    &[Def::method("__iter__", this, 1, 1), Def::method("__next__", advance, 1, 1)];
const MAP: &[Def] = &[Def::static_method("__new__", map_new, 0, ANY).kw()];
const FILTER: &[Def] = &[Def::static_method("__new__", filter_new, 0, ANY).kw()];
const ZIP: &[Def] = &[Def::static_method("__new__", zip_new, 0, ANY).kw()];

/// Fills the classes `map`, `filter` and `zip`.
pub fn register(vm: &mut Vm) {
    let (mut map, mut filter, mut zip) = (vm.types.map, vm.types.filter, vm.types.zip);
    const MAP_DOC: &str = "map(func, *iterables) --> map object\n\nCalls the function with items of every iterable until the shortest ends.";
    const FILTER_DOC: &str = "filter(function or None, iterable) --> filter object\n\nYields the items for which the function (or the item itself) is true.";
    const ZIP_DOC: &str = "zip(*iterables, strict=False) --> zip object\n\nYields tuples of items until the shortest iterable ends.";
    for (class, defs, doc) in
        [(map, MAP, MAP_DOC), (filter, FILTER, FILTER_DOC), (zip, ZIP, ZIP_DOC)]
    {
        let doc = vm.str(doc);
        vm.add_class_value(class, "__doc__", doc);
        vm.add_methods(class, defs);
        vm.add_methods(class, ITERATOR);
    }
    map.construct = Some(map_construct);
    filter.construct = Some(filter_construct);
    zip.construct = Some(zip_construct);
}

fn this(_: &mut Vm, args: Args) -> R {
    Ok(args.all[0])
}

fn advance(vm: &mut Vm, args: Args) -> R {
    match args.all[0].cast::<Generator>() {
        Some(g) => vm.tail_resume(g, Value::NONE, Value::UNDEF),
        None => vm.type_error("__next__() needs an iterator"),
    }
}

/// Iterators of all the arguments, made in order.
fn iterators(vm: &mut Vm, iterables: &[Value]) -> R<Gc<List>> {
    let mut list = vm.list(&[]);
    for &v in iterables {
        let it = vm.iter(v)?;
        list.items.push(it);
        vm.heap.barrier(list);
    }
    Ok(list)
}

fn no_keywords(vm: &mut Vm, args: Args, name: &str) -> R<()> {
    if args.has_kw() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    Ok(())
}

fn map_construct(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, args, "map")?;
    let class = vm.types.map;
    if args.all.len() < 2 {
        return vm.type_error("map() must have at least two arguments.");
    }
    let f = args.all[0];
    let its = iterators(vm, &args.all[1..])?;
    match *its.items {
        [a] => vm.tail_prelude_as(class, "map1", &[f, a]),
        [a, b] => vm.tail_prelude_as(class, "map2", &[f, a, b]),
        _ => vm.tail_prelude_as(class, "map_many", &[f, its.value()]),
    }
}

fn filter_construct(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, args, "filter")?;
    if args.all.len() != 2 {
        let n = args.all.len();
        return vm.type_error(format!("filter expected 2 arguments, got {n}"));
    }
    let class = vm.types.filter;
    let f = args.all[0];
    let it = vm.iter(args.all[1])?;
    if f.is_none() || f == vm.types.bool.value() {
        return vm.tail_prelude_as(class, "filter_true", &[it]);
    }
    vm.tail_prelude_as(class, "filter1", &[f, it])
}

fn zip_construct(vm: &mut Vm, args: Args) -> R {
    let mut strict = false;
    for (name, v) in args.kw() {
        let text = name.expect::<Str>();
        if text.bytes() != b"strict" {
            let t = text.to_string_lossy();
            return vm.type_error(format!("'{t}' is an invalid keyword argument for zip()"));
        }
        strict = vm.truth(v)?;
    }
    let class = vm.types.zip;
    let its = iterators(vm, args.pos())?;
    if strict && its.items.len() > 1 {
        return vm.tail_prelude_as(class, "zip_strict", &[its.value()]);
    }
    match *its.items {
        [] => vm.tail_prelude_as(class, "zip0", &[]),
        [a] => vm.tail_prelude_as(class, "zip1", &[a]),
        [a, b] => vm.tail_prelude_as(class, "zip2", &[a, b]),
        [a, b, c] => vm.tail_prelude_as(class, "zip3", &[a, b, c]),
        _ => vm.tail_prelude_as(class, "zip_many", &[its.value()]),
    }
}

fn map_new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.map;
    super::int::class_arg(vm, args, base)?;
    map_construct(vm, args.rest())
}

fn filter_new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.filter;
    super::int::class_arg(vm, args, base)?;
    filter_construct(vm, args.rest())
}

fn zip_new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.zip;
    super::int::class_arg(vm, args, base)?;
    zip_construct(vm, args.rest())
}
