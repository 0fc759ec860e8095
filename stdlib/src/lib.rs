//! Library modules.

pub mod math;
pub mod numba;
pub mod numpy;

use adder_vm::Vm;

/// Makes every library module importable.
pub fn register(vm: &mut Vm) {
    vm.register_module(math::MODULE);
    vm.register_module(numpy::MODULE);
    vm.register_module(numba::MODULE);
}
