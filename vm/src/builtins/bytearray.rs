//! `bytearray`: construction and the methods that change it.
//!
//! Reading methods are shared with `bytes` (see `bytes_`). Bytes to be stored are collected before
//! the array is touched, for evaluating them may change it.

use super::bytes_::{self, Source};
use super::{bytes_ops, list, seq_ops};
use crate::object::{ByteArray, Gc};
use crate::ops::special::Special;
use crate::ops::BinOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

fn this(args: &Args) -> Gc<ByteArray> {
    args.all[0].expect()
}

fn construct(vm: &mut Vm, args: Args) -> R {
    match bytes_::source(vm, args, "bytearray")? {
        Source::Data(d) => Ok(vm.bytearray(&d)),
        Source::Python(it) => {
            let class = vm.types.bytearray;
            let new = class.value();
            vm.tail_prelude("bytearray_of", &[new, it])
        }
    }
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.bytearray)?;
    Ok(vm.bytearray_of_class(class, b"").value())
}

fn init(vm: &mut Vm, args: Args) -> R {
    match bytes_::source(vm, args.rest(), "bytearray")? {
        Source::Data(d) => {
            this(&args).data.clear();
            bytes_ops::extend(vm, this(&args), &d);
            Ok(Value::NONE)
        }
        Source::Python(it) => {
            let init = vm.lookup_str(vm.types.bytearray, "__init__");
            vm.tail_prelude("bytearray_fill", &[init, args.all[0], it])
        }
    }
}

fn append(vm: &mut Vm, args: Args) -> R {
    let b = bytes_ops::byte_arg(vm, args.all[1], "byte")?;
    bytes_ops::extend(vm, this(&args), &[b]);
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: Args) -> R {
    let it = args.all[1];
    if let Some(d) = bytes_ops::data(it) {
        let d = d.to_vec();
        bytes_ops::extend(vm, this(&args), &d);
        return Ok(Value::NONE);
    }
    let class = vm.class_of(it);
    let iterable = vm.special(class, Special::Iter).is_some_and(|f| !f.is_none())
        || vm.special(class, Special::GetItem).is_some();
    if !iterable {
        let t = vm.type_name(it);
        return vm.type_error(format!("can't extend bytearray with {t}"));
    }
    if !vm.iteration_is_native(it) {
        let extend = vm.lookup_str(vm.types.bytearray, "extend");
        return vm.tail_prelude("bytearray_fill", &[extend, args.all[0], it]);
    }
    let d = bytes_ops::collect(vm, it, "byte")?;
    bytes_ops::extend(vm, this(&args), &d);
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: Args) -> R {
    let i = vm.arg_i64(args.all[1])?;
    let b = bytes_ops::byte_arg(vm, args.all[2], "byte")?;
    let mut array = this(&args);
    let len = array.data.len() as i64;
    let at = if i < 0 { i.saturating_add(len).max(0) } else { i.min(len) };
    array.data.insert(at as usize, b);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args) -> R {
    let i = match args.get(1) {
        Some(v) => vm.arg_i64(v)?,
        None => -1,
    };
    let mut array = this(&args);
    if array.data.is_empty() {
        return vm.index_error("pop from empty bytearray");
    }
    match seq_ops::wrap(i, array.data.len()) {
        Some(i) => Ok(Value::small(i64::from(array.data.remove(i)))),
        None => vm.index_error("pop index out of range"),
    }
}

fn remove(vm: &mut Vm, args: Args) -> R {
    let b = bytes_ops::byte_arg(vm, args.all[1], "byte")?;
    let mut array = this(&args);
    match array.data.iter().position(|x| *x == b) {
        Some(i) => {
            array.data.remove(i);
            Ok(Value::NONE)
        }
        None => vm.value_error("value not found in bytearray"),
    }
}

fn reverse(_: &mut Vm, args: Args) -> R {
    this(&args).data.reverse();
    Ok(Value::NONE)
}

fn clear(_: &mut Vm, args: Args) -> R {
    this(&args).data.clear();
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args) -> R {
    let d = this(&args).data.to_vec();
    Ok(vm.bytearray(&d))
}

fn setitem(vm: &mut Vm, args: Args) -> R {
    bytes_ops::set_item(vm, this(&args), args.all[1], args.all[2])?;
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, args: Args) -> R {
    bytes_ops::del_item(vm, this(&args), args.all[1])?;
    Ok(Value::NONE)
}

fn iadd(vm: &mut Vm, args: Args) -> R {
    match bytes_ops::inplace(vm, BinOp::Add, args.all[0], args.all[1])? {
        Some(v) => Ok(v),
        None => {
            let (a, b) = (vm.type_name(args.all[0]), vm.type_name(args.all[1]));
            vm.type_error(format!("can't concat {b} to {a}"))
        }
    }
}

fn imul(vm: &mut Vm, args: Args) -> R {
    let r = bytes_ops::inplace(vm, BinOp::Mul, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn alloc(vm: &mut Vm, args: Args) -> R {
    Ok(vm.uint(this(&args).data.capacity() as u64 + 1))
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__init__", init, 1, ANY).kw(),
    Def::method("__setitem__", setitem, 3, 3),
    Def::method("__delitem__", delitem, 2, 2),
    Def::method("__iadd__", iadd, 2, 2),
    Def::method("__imul__", imul, 2, 2),
    Def::method("__alloc__", alloc, 1, 1),
    Def::method("append", append, 2, 2),
    Def::method("clear", clear, 1, 1),
    Def::method("copy", copy, 1, 1),
    Def::method("extend", extend, 2, 2),
    Def::method("insert", insert, 3, 3),
    Def::method("pop", pop, 1, 2),
    Def::method("remove", remove, 2, 2),
    Def::method("reverse", reverse, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.bytearray;
    vm.add_methods(class, bytes_::SHARED);
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    vm.add_class_value(class, "__hash__", Value::NONE);
    class.construct = Some(construct);
    let doc = vm.str(
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array",
    );
    vm.add_class_value(class, "__doc__", doc);
}
