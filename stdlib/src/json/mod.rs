//! Natives of `json`: the encoder and the scanner, each one pass over its input.
//!
//! The Python side (`python/json.py`) has the classes, the options and the exceptions. A hook
//! (`default`, `object_hook`, `parse_float`, ...) is called from here: it is the exception in a
//! document, and what it returns is needed in the middle of the pass.
//!
//! The scanner raises no `JSONDecodeError` of its own (the class is Python): a failure is returned
//! as `(message, position, None)`, a success as `(value, end)`.

mod decode;
mod encode;

use adder_vm::object::function::Module;
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Gc, Value, Vm, R};

const FUNCTIONS: &[Def] = &[
    Def::function("_encode", encode::encode, 1, ANY),
    Def::function("_quote", encode::quote, 2, 2),
    Def::function("_scan", decode::scan, 1, ANY),
];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let module = vm.intern("_json");
    for def in FUNCTIONS {
        let f = vm.native_from_def(def, Value::UNDEF, module);
        let name = f.name;
        vm.dict_set_name(m.dict, name, f.value());
    }
    Ok(())
}
