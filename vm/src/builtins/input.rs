use crate::{Args, Vm, R};
pub fn input(vm: &mut Vm, _: Args) -> R { vm.os_error("not yet") }
