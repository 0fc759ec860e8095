//! A minimal prompt: statements are read line by line, a block ends with an empty line.

use super::run::{report, version_text, Status};
use adder_vm::{Raised, Value, Vm, R};
use std::io::{BufRead, Write};

/// Reads and runs statements until the end of input.
pub fn run(vm: &mut Vm) -> R {
    println!("{}", version_text());
    let globals = vm.main_globals();
    let mut source = String::new();
    loop {
        let prompt = if source.is_empty() { ">>> " } else { "... " };
        print!("{prompt}");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) => {
                println!();
                return Ok(Value::NONE);
            }
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {
                vm.poll_word()
                    .store(0, std::sync::atomic::Ordering::Relaxed);
                println!("\nKeyboardInterrupt");
                source.clear();
                continue;
            }
            Err(_) => return Ok(Value::NONE),
        }
        let blank = line.trim().is_empty();
        if source.is_empty() && blank {
            continue;
        }
        source.push_str(&line);
        let r = match vm.compile_interactive(&source, blank) {
            Ok(None) => continue,
            Ok(Some(code)) => vm.run_code(code, globals, globals.value()),
            Err(Raised) => Err(Raised),
        };
        source.clear();
        if r.is_err() {
            if vm.exception_is(vm.types.system_exit) {
                return Err(Raised);
            }
            let _: Status = report(vm);
        }
        if adder_vm::builtins::output::flush(vm).is_err() {
            return Err(Raised);
        }
    }
}
