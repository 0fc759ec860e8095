//! Shows what this crate says about programs: `probe MODE < programs`, programs separated by the byte 0x1E.
//!
//! Prints one line per program: `ok`, or class, line, offset, end line, end offset and message, separated by tabs. Meant
//! for comparing with CPython in bulk (see `tests/invalid/generate.py`).

use std::io::{Read, Write};

fn main() {
    let mode = std::env::args().nth(1).unwrap_or_else(|| "exec".into());
    let mut input = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut input) {
        eprintln!("probe: {error}");
        std::process::exit(1);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for program in input.split('\u{1e}') {
        let error = match mode.as_str() {
            "eval" => adder_syntax::parse_expression(program, "f").err(),
            "single" => adder_syntax::parse_single(program, "f").err(),
            _ => adder_syntax::parse_module(program, "f").err(),
        };
        let line = match error {
            None => "ok".to_owned(),
            Some(e) => format!(
                "{}\t{}\t{}\t{}\t{}\t{}",
                e.kind.class_name(),
                e.lineno,
                e.offset,
                e.end_lineno,
                e.end_offset,
                e.msg.replace('\n', "\\n")
            ),
        };
        if writeln!(out, "{line}").is_err() {
            return;
        }
    }
}
