//! `RuntimeWarning`s of arithmetic, written to standard error as Python's warnings are: once for
//! every place and text.

use super::scalar::Module;
use adder_vm::object::Str;
use adder_vm::Vm;

/// Division by zero, overflow, invalid value: what happened in function `name`.
#[cold]
pub fn float_errors(vm: &mut Vm, name: &str, [zero, over, invalid]: [bool; 3]) {
    if super::scalar::in_numba(vm) {
        return;
    }
    let on = Module::of(vm).warn;
    for (happened, wanted, what) in [
        (zero, on[0], "divide by zero"),
        (over, on[1], "overflow"),
        (invalid, on[2], "invalid value"),
    ] {
        if happened && wanted {
            runtime(vm, &format!("{what} encountered in {name}"));
        }
    }
}

/// File and line of the running Python code.
fn place(vm: &Vm) -> (String, u32) {
    let Some(code) = vm.current_code() else { return ("<string>".into(), 0) };
    let file = code.filename.cast::<Str>().map_or_else(|| "?".into(), |s| s.to_string_lossy());
    (file, vm.current_line())
}

/// Issues a RuntimeWarning.
pub fn runtime(vm: &mut Vm, text: &str) {
    let (file, line) = place(vm);
    if !Module::of(vm).warned.insert((file.clone(), line, text.to_string())) {
        return;
    }
    let mut out = format!("{file}:{line}: RuntimeWarning: {text}\n");
    let source = match vm.sources.get(&file) {
        Some(s) => Some(s.to_string()),
        None => std::fs::read_to_string(&file).ok(),
    };
    if let Some(s) = source.as_deref().and_then(|s| s.lines().nth(line.saturating_sub(1) as usize))
    {
        out.push_str(&format!("  {}\n", s.trim()));
    }
    vm.stdout.flush();
    eprint!("{out}");
}
