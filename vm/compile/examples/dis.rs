//! Prints the bytecode of Python files: `cargo run -p adder-compile --example dis -- file.py`.

use adder_compile::{compile_module, Mode, Options};

fn main() {
    for path in std::env::args().skip(1) {
        let source = match std::fs::read_to_string(&path) {
            Ok(source) => source,
            Err(error) => {
                eprintln!("{path}: {error}");
                continue;
            }
        };
        match compile_module(&source, &path, Mode::Exec, Options::default()) {
            Ok(unit) => print!("{}", adder_bytecode::dis::disassemble(&unit)),
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
}
