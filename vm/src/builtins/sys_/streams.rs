//! `sys.stdin`, `sys.stdout`, `sys.stderr`: the file objects of `builtins::file` on descriptors 0
//! to 2. `stdout` shares the VM's buffer with `print`; `stderr` is unbuffered.

use crate::builtins::{file, output};
use crate::object::function::Module;
use crate::object::*;
use crate::value::Value;
use crate::{Vm, R};

pub fn init(vm: &mut Vm, m: Gc<Module>) {
    // Fails only without the file classes, which boot has made.
    let Ok(streams) = file::standard_streams(vm) else { return };
    for (v, name) in streams.into_iter().zip(["stdin", "stdout", "stderr"]) {
        vm.add_value(m, name, v);
        vm.add_value(m, &format!("__{name}__"), v);
    }
}

/// Writes text to `sys.stderr`, whatever it is now; failures are dropped.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let Some(v) = super::attr(vm, "stderr").filter(|v| !v.is_none()) else { return };
    if file::is_stderr(v) {
        let _ = output::write_all(2, text.as_bytes());
        return;
    }
    let saved = vm.take_exception();
    let pin = vm.pin(&[saved, v]);
    let s = vm.str(text);
    if vm.call_method(v, "write", &[s]).is_err() {
        vm.exception = Value::UNDEF;
    }
    vm.unpin(pin);
    vm.exception = saved;
}

/// Flushes `sys.stdout`, open files and the VM's own buffer.
pub fn flush_all(vm: &mut Vm) -> R<()> {
    if let Some(v) = super::attr(vm, "stdout").filter(|v| !v.is_none()) {
        if v != vm.stdout.object && vm.call_method(v, "flush", &[]).is_err() {
            vm.exception = Value::UNDEF;
        }
    }
    file::flush_all(vm);
    output::check(vm)
}
