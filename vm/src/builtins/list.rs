//! `list`.
//!
//! Methods work by layout: they are right for instances of subclasses too, whose overridden methods
//! they do not call.

use super::{seq_ops, slice, sort};
use crate::object::native::{effects, Recipe};
use crate::object::{Class, Gc, Kind, List, ObjVec};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Raised, Vm, R};

/// `list[k]`.
pub fn get_item(vm: &mut Vm, list: Gc<List>, k: Value) -> R {
    match seq_ops::key(vm, k, "list")? {
        seq_ops::Key::Int(i) => match seq_ops::wrap(i, list.items.len()) {
            Some(i) => Ok(list.items[i]),
            None => vm.index_error("list index out of range"),
        },
        seq_ops::Key::Slice(s) => {
            if let Some(range) = slice::plain_range(s, list.items.len()) {
                return Ok(vm.list(&list.items[range]).value());
            }
            let parts = slice::unpack(vm, s)?;
            Ok(seq_ops::list_slice(vm, list, parts).value())
        }
    }
}

/// `list[k] = v`.
pub fn set_item(vm: &mut Vm, mut list: Gc<List>, k: Value, v: Value) -> R<()> {
    match seq_ops::key(vm, k, "list")? {
        seq_ops::Key::Int(i) => match seq_ops::wrap(i, list.items.len()) {
            Some(i) => {
                list.items[i] = v;
                vm.heap.barrier(list);
                Ok(())
            }
            None => vm.index_error("list assignment index out of range"),
        },
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            set_slice(vm, list, parts, v)
        }
    }
}

/// The items of any iterable in a list that is not `list`, or TypeError with `message`. It is a fresh one, unless
/// `v` is a list.
fn collect_or(vm: &mut Vm, list: Gc<List>, v: Value, message: &str) -> R<Gc<List>> {
    if !vm.has_custom_ops(v) && matches!(v.kind(), Some(Kind::List | Kind::Tuple)) {
        return match v.cast::<List>() {
            Some(other) if other != list => Ok(other),
            _ => vm.collect_list(v),
        };
    }
    let it = match vm.iter(v) {
        Ok(it) => it,
        Err(Raised) => {
            if vm.exception_is(vm.types.type_error) {
                vm.take_exception();
                return vm.type_error(message);
            }
            return Err(Raised);
        }
    };
    vm.collect_list(it)
}

fn set_slice(vm: &mut Vm, mut list: Gc<List>, parts: slice::Parts, v: Value) -> R<()> {
    if parts.2 == 1 {
        let new = collect_or(vm, list, v, "can only assign an iterable")?;
        seq_ops::set_slice(vm, list, (parts.0, parts.1), &new.items);
        return Ok(());
    }
    let new = collect_or(vm, list, v, "must assign iterable to extended slice")?;
    let (start, _, count) = slice::adjust(parts, list.items.len());
    if new.items.len() != count {
        let n = new.items.len();
        return vm.value_error(format!(
            "attempt to assign sequence of size {n} to extended slice of size {count}"
        ));
    }
    let mut at = start;
    for i in 0..count {
        list.items[at as usize] = new.items[i];
        at = at.wrapping_add(parts.2);
    }
    vm.heap.barrier(list);
    Ok(())
}

/// `del list[k]`.
pub fn del_item(vm: &mut Vm, mut list: Gc<List>, k: Value) -> R<()> {
    match seq_ops::key(vm, k, "list")? {
        seq_ops::Key::Int(i) => match seq_ops::wrap(i, list.items.len()) {
            Some(i) => {
                list.items.remove(i);
                Ok(())
            }
            None => vm.index_error("list assignment index out of range"),
        },
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            let (start, _, count) = slice::adjust(parts, list.items.len());
            delete_strided(&mut list.items, start, parts.2, count);
            Ok(())
        }
    }
}

/// Removes `count` items at `start`, `start + step`, ... in one pass.
fn delete_strided(items: &mut ObjVec<Value>, start: isize, step: isize, count: usize) {
    if count == 0 {
        return;
    }
    let (first, step) = match step {
        s if s > 0 => (start as usize, s as usize),
        s => ((start + s * (count as isize - 1)) as usize, s.unsigned_abs()),
    };
    let len = items.len();
    let mut write = first;
    let mut removed = 0;
    for read in first..len {
        if removed < count && read == first + removed * step {
            removed += 1;
        } else {
            items[write] = items[read];
            write += 1;
        }
    }
    items.truncate(write);
}

/// The class argument of a `__new__`, checked to derive from `base`.
pub fn class_arg(vm: &mut Vm, args: Args, base: Gc<Class>) -> R<Gc<Class>> {
    let name = base.name_str();
    let Some(first) = args.get(0) else {
        return vm.type_error(format!("{name}.__new__(): not enough arguments"));
    };
    let Some(class) = first.cast::<Class>() else {
        let t = vm.type_name(first);
        return vm.type_error(format!("{name}.__new__(X): X is not a type object ({t})"));
    };
    if !class.is_subclass_of(base) {
        let c = class.name_str();
        return vm.type_error(format!("{name}.__new__({c}): {c} is not a subtype of {name}"));
    }
    Ok(class)
}

fn construct(vm: &mut Vm, args: Args) -> R {
    seq_ops::check_args(vm, &args, "list", 1)?;
    let Some(it) = args.get(0) else {
        return Ok(vm.list(&[]).value());
    };
    if vm.iteration_is_native(it) {
        return Ok(vm.collect_list(it)?.value());
    }
    vm.check_length_hint(it)?;
    vm.tail_prelude("list_of", &[it])
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = class_arg(vm, args, vm.types.list)?;
    Ok(vm.list_of_class(class, ObjVec::new()).value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    let mut this = args.all[0].expect::<List>();
    let rest = args.rest();
    seq_ops::check_args(vm, &rest, "list", 1)?;
    this.items.clear();
    match rest.get(0) {
        None => Ok(Value::NONE),
        Some(it) => extend_with(vm, this, it),
    }
}

fn extend_with(vm: &mut Vm, list: Gc<List>, it: Value) -> R {
    if !vm.iteration_is_native(it) {
        vm.check_length_hint(it)?;
        return vm.tail_prelude("list_extend", &[list.value(), it]);
    }
    seq_ops::extend_native(vm, list, it)?;
    Ok(Value::NONE)
}

fn append(vm: &mut Vm, args: Args) -> R {
    seq_ops::push(vm, args.all[0].expect(), args.all[1]);
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: Args) -> R {
    extend_with(vm, args.all[0].expect(), args.all[1])
}

fn insert(vm: &mut Vm, args: Args) -> R {
    let mut list = args.all[0].expect::<List>();
    let i = vm.arg_i64(args.all[1])?;
    let len = list.items.len() as i64;
    let at = if i < 0 { i.saturating_add(len).max(0) } else { i.min(len) };
    list.items.insert(at as usize, args.all[2]);
    vm.heap.barrier(list);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let mut list = args.all[0].expect::<List>();
    let Some(k) = args.get(1) else {
        return match list.items.pop() {
            Some(v) => Ok(v),
            None => vm.index_error("pop from empty list"),
        };
    };
    let i = vm.arg_i64(k)?;
    if list.items.is_empty() {
        return vm.index_error("pop from empty list");
    }
    match seq_ops::wrap(i, list.items.len()) {
        Some(i) if i + 1 == list.items.len() => Ok(list.items.pop().unwrap_or(Value::NONE)),
        Some(i) => Ok(list.items.remove(i)),
        None => vm.index_error("pop index out of range"),
    }
}

fn remove(vm: &mut Vm, args: Args) -> R {
    let mut list = args.all[0].expect::<List>();
    match seq_ops::position(vm, args.all[0], args.all[1], 0, isize::MAX)? {
        Some(i) => {
            // The comparison may have shortened the list.
            if i < list.items.len() {
                list.items.remove(i);
            }
            Ok(Value::NONE)
        }
        None => vm.value_error("list.remove(x): x not in list"),
    }
}

fn index(vm: &mut Vm, args: Args) -> R {
    match seq_ops::index_of(vm, args)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => {
            let text = vm.repr_string(args.all[1])?;
            vm.value_error(format!("{text} is not in list"))
        }
    }
}

fn clear(_vm: &mut Vm, args: Args) -> R {
    args.all[0].expect::<List>().items = ObjVec::new();
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    let items = ObjVec::from_slice(seq_ops::items(args.all[0]));
    Ok(seq_ops::list_of(vm, items).value())
}

fn reverse(_vm: &mut Vm, args: Args) -> R {
    args.all[0].expect::<List>().items.reverse();
    Ok(Value::NONE)
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    get_item(vm, args.all[0].expect(), args.all[1])
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    set_item(vm, args.all[0].expect(), args.all[1], args.all[2])?;
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, args: Args) -> R {
    del_item(vm, args.all[0].expect(), args.all[1])?;
    Ok(Value::NONE)
}

fn iter(vm: &mut Vm, args: Args) -> R {
    Ok(vm.list_iter(args.all[0].expect()))
}

fn reversed(vm: &mut Vm, args: Args) -> R {
    let len = seq_ops::items(args.all[0]).len();
    Ok(seq_ops::reverse_iter(vm, args.all[0], len))
}

fn sizeof(vm: &mut Vm, args: Args) -> R {
    let bytes = args.all[0].expect::<List>().items.bytes() + 56;
    Ok(vm.int(bytes as i64))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__delitem__", delitem, 2, 2),
    Def::method("__add__", seq_ops::add, 2, 2),
    Def::method("__mul__", seq_ops::mul, 2, 2),
    Def::method("__rmul__", seq_ops::mul, 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__iadd__", seq_ops::in_place::<{ seq_ops::ADD }>, 2, 2),
    Def::method("__imul__", seq_ops::in_place::<{ seq_ops::MUL }>, 2, 2),
    Def::method("__reversed__", reversed, 1, 1)
        .doc("Return a reverse iterator over the list."),
    Def::method("__sizeof__", sizeof, 1, 1).doc("Return the size of the list in memory, in bytes."),
    Def::method("clear", clear, 1, 1)
        .effects(effects::WRITES)
        .doc("Remove all items from list."),
    Def::method("copy", copy, 1, 1)
        .effects(effects::READS)
        .doc("Return a shallow copy of the list."),
    Def::method("append", append, 2, 2)
        .effects(effects::WRITES)
        .recipe(Recipe::ListAppend)
        .doc("Append object to the end of the list."),
    Def::method("insert", insert, 3, 3).doc("Insert object before index."),
    Def::method("extend", extend, 2, 2)
        .doc("Extend list by appending elements from the iterable."),
    Def::method("pop", pop, 1, 2)
        .recipe(Recipe::ListPop)
        .doc("Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."),
    Def::method("remove", remove, 2, 2)
        .doc("Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
    Def::method("index", index, 2, 4)
        .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
    Def::method("count", seq_ops::count, 2, 2).doc("Return number of occurrences of value."),
    Def::method("reverse", reverse, 1, 1)
        .effects(effects::WRITES)
        .doc("Reverse *IN PLACE*."),
    Def::method("sort", sort::sort_method, 1, ANY)
        .kw()
        .doc("Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order."),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.list;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    vm.add_class_value(class, "__hash__", Value::NONE);
    class.construct = Some(construct);
    let doc = vm.str("A mutable sequence of the items of an iterable.");
    vm.add_class_value(class, "__doc__", doc);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(start: isize, step: isize, count: usize) -> Vec<i64> {
        let mut v: ObjVec<Value> = (0..10).map(Value::small).collect();
        delete_strided(&mut v, start, step, count);
        v.iter().map(|v| v.as_int()).collect()
    }

    #[test]
    fn strided_deletion() {
        assert_eq!(left(0, 2, 5), [1, 3, 5, 7, 9]);
        assert_eq!(left(9, -3, 4), [1, 2, 4, 5, 7, 8]);
        assert_eq!(left(3, 1, 4), [0, 1, 2, 7, 8, 9]);
        assert_eq!(left(5, 1, 0).len(), 10);
    }
}
