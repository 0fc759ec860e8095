//! The classes of `None`, `...` and `NotImplemented`: calling one gives its only instance.

use crate::value::Value;
use crate::{Args, Vm, R};

/// `class(*args)` of a class that has one instance and takes nothing.
fn only(vm: &mut Vm, args: Args, class: &str, instance: Value) -> R {
    if args.all.is_empty() {
        return Ok(instance);
    }
    vm.type_error(format!("{class} takes no arguments"))
}

pub fn register(vm: &mut Vm) {
    let (mut none, mut ellipsis, mut not_implemented) =
        (vm.types.none, vm.types.ellipsis, vm.types.not_implemented);
    none.construct = Some(|vm, args| only(vm, args, "NoneType", Value::NONE));
    ellipsis.construct = Some(|vm, args| only(vm, args, "EllipsisType", Value::ELLIPSIS));
    not_implemented.construct =
        Some(|vm, args| only(vm, args, "NotImplementedType", Value::NOT_IMPLEMENTED));
}
