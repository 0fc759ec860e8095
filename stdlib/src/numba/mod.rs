//! `numba`: decorators that make flagged copies of functions.
//!
//! `jit(f)` leaves `f` alone and returns a new function over a copy of its code with
//! [`Code::numba`] set: number rules change there (see `numpy::scalar::make`), nothing is compiled
//! ahead of time. Options and signatures are accepted as Numba accepts them; the Python side is
//! `lib.py`.

use crate::numpy;
use adder_vm::module::ModuleDef;
use adder_vm::object::function::{Function, Module as ModuleObject};
use adder_vm::object::{Code, Dict, Str};
use adder_vm::typedef::Def;
use adder_vm::{Args, Gc, Kind, Value, Vm, R};

/// The module `numba`.
pub const MODULE: ModuleDef = ModuleDef { name: "numba", init };

/// `_flagged(f)`: the decorated function of a Python function.
fn flagged(vm: &mut Vm, args: Args) -> R {
    let Some(f) = args.pos()[0].cast::<Function>() else {
        let t = vm.type_name(args.pos()[0]);
        return vm.type_error(format!(
            "A jit decorator was called on an object of type '{t}', a function is needed"
        ));
    };
    let mut code: Gc<Code> = vm.copy_code(f.code);
    code.numba = true;
    let mark = vm.pin(&[code.value()]);
    let dict = match f.dict.cast::<Dict>() {
        Some(d) => vm.dict_copy(d),
        None => vm.dict(),
    };
    vm.pin(&[dict.value()]);
    let copy = Function {
        hdr: f.hdr,
        code,
        globals: f.globals,
        defaults: f.defaults,
        kwdefaults: f.kwdefaults,
        closure: f.closure,
        name: f.name,
        qualname: f.qualname,
        doc: f.doc,
        module: f.module,
        annotations: f.annotations,
        dict: dict.value(),
    };
    let mut new = vm.function(copy);
    new.hdr.gc = 0;
    vm.unpin(mark);
    Ok(new.value())
}

/// Processors that parallel loops may use.
fn processors(vm: &mut Vm, _: Args) -> R {
    let n = match std::env::var("NUMBA_NUM_THREADS").ok().and_then(|t| t.parse::<i64>().ok()) {
        Some(n) if n > 0 => n,
        _ => std::thread::available_parallelism().map_or(1, |n| n.get() as i64),
    };
    Ok(vm.int(n))
}

fn init(vm: &mut Vm, m: Gc<ModuleObject>) -> R<()> {
    vm.import_dotted("numpy")?;
    vm.add_functions(
        m,
        &[Def::function("_flagged", flagged, 1, 1), Def::function("_processors", processors, 0, 0)],
    );
    let ns = numpy::run_library(vm, include_str!("lib.py"), "<numba>", "numba", Some(m.dict))?;
    let mark = vm.pin(&[ns.value()]);
    let version = vm.str("0.62.0");
    vm.add_value(m, "__version__", version);
    let r = publish(vm, m, ns);
    vm.unpin(mark);
    r
}

/// Public names of the library; its classes `_module_x` become submodules `numba.x`.
fn publish(vm: &mut Vm, m: Gc<ModuleObject>, ns: Gc<Dict>) -> R<()> {
    let entries: Vec<(Value, Value)> = ns.iter().map(|e| (e.key, e.value)).collect();
    for (name, value) in entries {
        let text = name.cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy());
        if let Some(sub) = text.strip_prefix("_module_") {
            let Some(names) = value.cast::<Dict>() else { continue };
            let child = vm.new_module(&format!("numba.{sub}"));
            let mark = vm.pin(&[child.value()]);
            vm.dict_merge(child.dict, names)?;
            numpy::submodule(vm, m, sub, child);
            vm.unpin(mark);
        } else if !text.starts_with('_') && !value.is_kind(Kind::Module) {
            vm.dict_set_name(m.dict, name, value);
        }
    }
    Ok(())
}
