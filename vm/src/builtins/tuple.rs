//! `tuple`.

use super::{seq_ops, slice};
use crate::object::{Gc, Kind, Tuple};
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

/// `t[k]`.
pub fn get_item(vm: &mut Vm, t: Gc<Tuple>, k: Value) -> R {
    match seq_ops::key(vm, k, "tuple")? {
        seq_ops::Key::Int(i) => match seq_ops::wrap(i, t.len) {
            Some(i) => Ok(t.items()[i]),
            None => vm.index_error("tuple index out of range"),
        },
        seq_ops::Key::Slice(s) => {
            let parts = slice::unpack(vm, s)?;
            let (start, _, count) = slice::adjust(parts, t.len);
            if start == 0 && count == t.len && parts.2 == 1 && !vm.has_custom_ops(t.value()) {
                return Ok(t.value());
            }
            let out = seq_ops::slice_items(t.items(), parts);
            Ok(vm.tuple(&out))
        }
    }
}

fn construct(vm: &mut Vm, args: Args) -> R {
    seq_ops::check_args(vm, &args, "tuple", 1)?;
    let Some(it) = args.get(0) else {
        return Ok(vm.empty_tuple);
    };
    if !vm.has_custom_ops(it) {
        match it.kind() {
            Some(Kind::Tuple) if vm.class_of(it) == vm.types.tuple => return Ok(it),
            Some(Kind::List | Kind::Tuple) => return Ok(vm.tuple(seq_ops::items(it))),
            _ => {}
        }
    }
    if !vm.iteration_is_native(it) {
        let class = vm.types.tuple.value();
        return vm.tail_prelude("tuple_of", &[class, it]);
    }
    let list = vm.collect_list(it)?;
    Ok(vm.tuple(seq_ops::items(list.value())))
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = super::list::class_arg(vm, args, vm.types.tuple)?;
    let args = args.rest();
    if class == vm.types.tuple {
        return construct(vm, args);
    }
    // Subclasses may take keywords for their own `__init__` only.
    let Some(it) = args.get(0) else {
        return Ok(vm.tuple_of_class(class, &[]).value());
    };
    if args.pos().len() > 1 {
        seq_ops::check_args(vm, &args, "tuple", 1)?;
    }
    if !vm.iteration_is_native(it) {
        return vm.tail_prelude("tuple_of", &[class.value(), it]);
    }
    let list = vm.collect_list(it)?;
    Ok(vm.tuple_of_class(class, seq_ops::items(list.value())).value())
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    get_item(vm, args.all[0].expect(), args.all[1])
}

fn iter(vm: &mut Vm, args: Args) -> R {
    Ok(vm.tuple_iter(args.all[0].expect()))
}

fn index(vm: &mut Vm, args: Args) -> R {
    match seq_ops::index_of(vm, args)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => vm.value_error("tuple.index(x): x not in tuple"),
    }
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let copy = vm.tuple(args.all[0].expect::<Tuple>().items());
    Ok(vm.tuple(&[copy]))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 1, ANY).kw(),
    Def::method("__repr__", seq_ops::repr, 1, 1),
    Def::method("__hash__", seq_ops::tuple_hash, 1, 1),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__add__", seq_ops::add, 2, 2),
    Def::method("__mul__", seq_ops::mul, 2, 2),
    Def::method("__rmul__", seq_ops::mul, 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__getnewargs__", getnewargs, 1, 1),
    Def::method("index", index, 2, 4)
        .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
    Def::method("count", seq_ops::count, 2, 2).doc("Return number of occurrences of value."),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.tuple;
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    class.construct = Some(construct);
    let doc = vm.str("An immutable sequence of the items of an iterable.");
    vm.add_class_value(class, "__doc__", doc);
}
