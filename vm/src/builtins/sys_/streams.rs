//! `sys.stdin`, `sys.stdout`, `sys.stderr`: where reports go and what is flushed at exit.

use crate::builtins::{file, output};
use crate::object::function::Module;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};

/// Puts the standard streams into `sys`.
pub fn init(vm: &mut Vm, m: Gc<Module>) {
    let Ok(streams) = file::standard_streams(vm) else {
        // Only memory can be missing: programs then see no streams.
        vm.exception = Value::UNDEF;
        return;
    };
    for (name, v) in ["stdin", "stdout", "stderr"].iter().zip(streams) {
        vm.add_value(m, name, v);
        vm.add_value(m, &format!("__{name}__"), v);
    }
}

/// Writes text to `sys.stderr`, whatever it is now; failures are dropped.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let Some(target) = super::attr(vm, "stderr").filter(|v| !v.is_none()) else { return };
    if Some(target) == super::attr(vm, "__stderr__") {
        // The stream is unbuffered.
        let _ = output::write_all(2, text.as_bytes());
        return;
    }
    let saved = vm.take_exception();
    let pin = vm.pin(&[saved, target]);
    let s = vm.str(text);
    if vm.call_method(target, "write", &[s]).is_err() {
        vm.exception = Value::UNDEF;
    }
    vm.unpin(pin);
    vm.exception = saved;
}

/// Flushes `sys.stdout`, open files and the VM's own buffer.
pub fn flush_all(vm: &mut Vm) -> R<()> {
    let stdout = super::attr(vm, "stdout").filter(|v| !v.is_none());
    if let Some(v) = stdout {
        if Some(v) != super::attr(vm, "__stdout__") {
            let name = vm.names.flush.0;
            match vm.try_attr(v, name).and_then(|f| f.map_or(Ok(Value::NONE), |f| vm.call(f, &[])))
            {
                Ok(_) => {}
                Err(_) => vm.exception = Value::UNDEF,
            }
        }
    }
    file::flush_all(vm);
    output::flush(vm)
}
