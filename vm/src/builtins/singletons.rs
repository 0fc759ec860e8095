//! The classes of `None`, `...` and `NotImplemented`: calling one gives its only instance.

use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};

/// `class(*args)` of a class that has one instance and takes nothing.
fn only(vm: &mut Vm, args: Args, class: &str, instance: Value) -> R {
    if args.all.is_empty() {
        return Ok(instance);
    }
    vm.type_error(format!("{class} takes no arguments"))
}

/// `__repr__` of each of them.
fn repr(vm: &mut Vm, args: Args) -> R {
    Ok(vm.repr(args.all[0])?.value())
}

pub fn register(vm: &mut Vm) {
    let (mut none, mut ellipsis, mut not_implemented) =
        (vm.types.none, vm.types.ellipsis, vm.types.not_implemented);
    none.construct = Some(|vm, args| only(vm, args, "NoneType", Value::NONE));
    ellipsis.construct = Some(|vm, args| only(vm, args, "EllipsisType", Value::ELLIPSIS));
    not_implemented.construct =
        Some(|vm, args| only(vm, args, "NotImplementedType", Value::NOT_IMPLEMENTED));
    for class in [none, ellipsis, not_implemented] {
        vm.add_methods(class, &[Def::method("__repr__", repr, 1, 1)]);
    }
    vm.add_methods(none, &[Def::method("__bool__", |_, _| Ok(Value::FALSE), 1, 1)]);
}
