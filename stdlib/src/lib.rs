//! Library modules.

pub mod math;

use adder_vm::Vm;

/// Makes every library module importable.
pub fn register(vm: &mut Vm) {
    vm.register_module(math::MODULE);
}
