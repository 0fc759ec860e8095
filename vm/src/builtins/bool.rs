//! `bool`.

use super::int;
use super::number;
use crate::object::native::Recipe;
use crate::object::Class;
use crate::ops::BinOp;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__repr__", repr, 1, 1),
    Def::method("__and__", and, 2, 2),
    Def::method("__rand__", and, 2, 2),
    Def::method("__xor__", xor, 2, 2),
    Def::method("__rxor__", xor, 2, 2),
    Def::method("__or__", or, 2, 2),
    Def::method("__ror__", or, 2, 2),
    Def::method("__invert__", invert, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.bool;
    vm.add_methods(class, METHODS);
    let doc = vm.str("bool(x) -> bool\n\nTrue when x is true, False otherwise. There are no other instances,\nand the class has no subclasses.");
    vm.add_class_value(class, "__doc__", doc);
    class.construct = Some(construct);
    if let Some(mut n) = vm.lookup_str(class, "__new__").cast::<crate::object::Native>() {
        n.recipe = Recipe::ToBool;
    }
}

/// `~b` means `~int(b)`, with a warning.
fn invert(vm: &mut Vm, args: Args) -> R {
    match args.all[0] {
        v if v.is_bool() => vm.tail_prelude("bool_invert", &[v]),
        v => int::wrong_receiver(vm, "bool", "__invert__", v),
    }
}

fn construct(vm: &mut Vm, args: Args) -> R {
    if args.has_kw() {
        return vm.type_error("bool() takes no keyword arguments");
    }
    match args.all {
        [] => Ok(Value::FALSE),
        [v] => Ok(Value::bool(vm.truth(*v)?)),
        more => {
            let n = more.len();
            vm.type_error(format!("bool expected at most 1 argument, got {n}"))
        }
    }
}

fn new(vm: &mut Vm, args: Args) -> R {
    let base = vm.types.bool;
    let Some(&first) = args.pos().first() else {
        return vm.type_error("bool.__new__(): not enough arguments");
    };
    if let Some(c) = first.cast::<Class>() {
        if !c.is_subclass_of(base) {
            let n = c.name_str();
            return vm.type_error(format!("bool.__new__({n}): {n} is not a subtype of bool"));
        }
    } else {
        let t = vm.type_name(first);
        return vm.type_error(format!("bool.__new__(X): X is not a type object ({t})"));
    }
    construct(vm, args.rest())
}

fn repr(vm: &mut Vm, args: Args) -> R {
    match args.pos()[0] {
        Value::TRUE => Ok(vm.intern("True")),
        Value::FALSE => Ok(vm.intern("False")),
        v => int::wrong_receiver(vm, "bool", "__repr__", v),
    }
}

fn logic(vm: &mut Vm, op: BinOp, name: &str, args: Args) -> R {
    let (a, b) = (args.pos()[0], args.pos()[1]);
    if !a.is_bool() {
        return int::wrong_receiver(vm, "bool", name, a);
    }
    if !b.is_int_like() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    Ok(number::binary(vm, op, a, b)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn and(vm: &mut Vm, args: Args) -> R {
    logic(vm, BinOp::And, "__and__", args)
}

fn or(vm: &mut Vm, args: Args) -> R {
    logic(vm, BinOp::Or, "__or__", args)
}

fn xor(vm: &mut Vm, args: Args) -> R {
    logic(vm, BinOp::Xor, "__xor__", args)
}
