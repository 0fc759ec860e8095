//! `input`.

use super::{file, output};
use crate::object::function::Module;
use crate::object::Str;
use crate::value::Value;
use crate::{Args, Vm, R};

/// `input(prompt='')`: writes the prompt, reads a line of `sys.stdin` without its line end.
pub fn input(vm: &mut Vm, args: Args) -> R {
    let modules = vm.modules;
    let sys = vm.dict_get_str(modules, "sys").and_then(|m| m.cast::<Module>());
    let stdin = match sys {
        Some(m) => vm.dict_get_str(m.dict, "stdin").unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    if stdin.is_none() {
        return vm.runtime_error("input(): lost sys.stdin");
    }
    let out = output::standard_output(vm)?;
    if out.is_none() {
        return vm.runtime_error("input(): lost sys.stdout");
    }
    if let Some(prompt) = args.get(0) {
        let text = vm.to_str(prompt)?;
        if out == vm.stdout.object || out.is_undef() {
            output::put_str(vm, text)?;
        } else {
            vm.call_method(out, "write", &[text.value()])?;
        }
    }
    if out == vm.stdout.object || out.is_undef() {
        output::flush(vm)?;
    } else {
        vm.call_method(out, "flush", &[])?;
    }
    let line = match file::input_line(vm, stdin)? {
        Some(line) => line,
        None => vm.call_method(stdin, "readline", &[])?,
    };
    let Some(s) = line.cast::<Str>() else {
        let t = vm.type_name(line);
        return vm.type_error(format!("object.readline() returned non-string (type {t})"));
    };
    match s.bytes() {
        [] => {
            let class = vm.types.eof_error;
            vm.raise_msg(class, "EOF when reading a line")
        }
        [text @ .., b'\n'] => Ok(vm.str_bytes(text)),
        text => Ok(vm.str_bytes(text)),
    }
}
