//! The library: modules that programs import.
//!
//! A module is native (a file here), Python source (`python/*.py`, see [`source`]) or both: natives
//! go in first, then the source runs in the module's namespace. What would call Python from Rust is
//! a prelude function instead (`prelude/*.py`). Nothing is set up before the first import.

pub mod bisect;
pub mod collections;
pub mod combinatorics;
pub mod functools;
pub mod heapq;
pub mod io;
pub mod itertools;
pub mod json;
pub mod math;
pub mod numba;
pub mod numpy;
pub mod operator;
pub mod os;
pub mod random;
pub mod runtime;
pub mod source;
pub mod state;
pub mod time;

use adder_vm::module::ModuleDef;
use adder_vm::Vm;

/// Modules implemented in Rust only.
const NATIVE: &[ModuleDef] = &[
    ModuleDef { name: "itertools", init: itertools::init },
    ModuleDef { name: "operator", init: operator::init },
    ModuleDef { name: "_operator", init: operator::init },
    ModuleDef { name: "random", init: random::init },
];

/// Makes every library module importable.
pub fn register(vm: &mut Vm) {
    vm.add_prelude("library", include_str!("prelude/library.py"));
    vm.add_prelude("itertools", include_str!("prelude/itertools.py"));
    vm.add_native_steps(itertools::steps::STEPS);
    for def in NATIVE {
        vm.register_module(*def);
    }
    vm.register_module(math::MODULE);
    vm.register_module(math::complex::MODULE);
    vm.register_module(time::MODULE);
    vm.register_module(runtime::GC);
    source::register(vm);
    vm.register_module(numpy::MODULE);
    vm.register_module(numba::MODULE);
}
