use crate::{Args, Vm, R};
pub fn register(_: &mut Vm) {}
pub fn open(vm: &mut Vm, _: Args) -> R { vm.os_error("not yet") }
