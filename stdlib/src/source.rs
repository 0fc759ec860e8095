//! Modules written in Python, with or without natives underneath.
//!
//! The source is compiled as prelude code: tracebacks leave it out, as they leave out C functions.

use adder_vm::module::ModuleDef;
use adder_vm::object::function::Module;
use adder_vm::object::Str;
use adder_vm::{Gc, Vm, R};

/// A row of the table.
pub struct SourceModule {
    pub name: &'static str,
    pub source: &'static str,
    /// Adds what the source expects to find in its namespace.
    pub natives: Option<fn(&mut Vm, Gc<Module>) -> R<()>>,
}

macro_rules! sources {
    ($($name:literal $file:literal $natives:expr;)*) => {
        &[$(SourceModule {
            name: $name,
            source: include_str!(concat!("python/", $file)),
            natives: $natives,
        },)*]
    };
}

const MODULES: &[SourceModule] = sources! {
    "__future__" "__future__.py" None;
    "atexit" "atexit.py" Some(crate::runtime::exit_natives);
    "_collections_abc" "collections_abc.py" None;
    "collections" "collections.py" Some(crate::collections::natives);
    "collections.abc" "collections_abc_names.py" None;
    "errno" "errno.py" None;
    "functools" "functools.py" Some(crate::functools::natives);
    "copyreg" "copyreg.py" None;
    "importlib" "importlib.py" None;
    "inspect" "inspect.py" None;
    "io" "io.py" Some(crate::io::natives);
    "json" "json.py" Some(crate::json::natives);
    "json.decoder" "json_decoder.py" None;
    "json.encoder" "json_encoder.py" None;
    "keyword" "keyword.py" None;
    "heapq" "heapq.py" Some(crate::heapq::natives);
    "bisect" "bisect.py" Some(crate::bisect::natives);
    "abc" "abc.py" None;
    "contextlib" "contextlib.py" None;
    "copy" "copy.py" None;
    "dataclasses" "dataclasses.py" None;
    "enum" "enum.py" None;
    "numbers" "numbers.py" None;
    "os" "os.py" Some(crate::os::natives);
    "posixpath" "posixpath.py" Some(crate::os::path_natives);
    "statistics" "statistics.py" None;
    "string" "string.py" None;
    "timeit" "timeit.py" None;
    "traceback" "traceback.py" Some(crate::runtime::traceback_natives);
    "types" "types.py" None;
    "typing" "typing.py" None;
    "warnings" "warnings.py" None;
    "weakref" "weakref.py" None;
};

/// Makes the table's modules importable.
pub fn register(vm: &mut Vm) {
    for m in MODULES {
        vm.register_module(ModuleDef { name: m.name, init });
    }
}

/// Source of a library module that can run as a program (`-m`): one that is Python alone.
pub fn program(name: &str) -> Option<&'static str> {
    MODULES.iter().find(|row| row.name == name && row.natives.is_none()).map(|row| row.source)
}

/// Fills a module of the table.
fn init(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let name = m.name.cast::<Str>().map_or(String::new(), |s| s.to_string_lossy());
    let Some(row) = MODULES.iter().find(|row| row.name == name) else {
        return vm.import_error(format!("no source for module '{name}'"));
    };
    if let Some(natives) = row.natives {
        natives(vm, m)?;
    }
    run(vm, m, row.source)
}

/// Runs Python source in a module's namespace.
pub fn run(vm: &mut Vm, m: Gc<Module>, source: &str) -> R<()> {
    let name = m.name.cast::<Str>().map_or(String::new(), |s| s.to_string_lossy());
    let filename = format!("<library {name}>");
    let options = adder_compile::Options { prelude: true, ..Default::default() };
    let mode = adder_compile::Mode::Exec;
    let unit = match adder_compile::compile_module(source, &filename, mode, options) {
        Ok(unit) => unit,
        Err(e) => return vm.import_error(format!("library module {name}: {}", e.msg)),
    };
    let pin = vm.pin(&[m.value()]);
    let filename = vm.intern(&filename);
    let code = vm.code_object(&unit, filename);
    vm.pin(&[code.value()]);
    // An import may happen inside a recording, which must not see the module's own loops.
    let recording = std::mem::replace(&mut vm.recording, false);
    let r = vm.run_code(code, m.dict, m.dict.value());
    vm.recording = recording;
    vm.unpin(pin);
    r.map(|_| ())
}
